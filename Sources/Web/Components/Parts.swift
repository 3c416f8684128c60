import BasinCore

/// The small parts that pages are made of.
extension HTML {
    /// Text that matters less.
    package static func quiet(_ text: String) -> HTML { "<span class=\"quiet\">\(text)</span>" }

    /// A part that a live page puts in again when something changed; sections are such parts by themselves.
    package static func part(_ name: String, _ body: HTML) -> HTML { "<div data-part=\"\(name)\">\(body)</div>\n" }

    /// A part of a page with its heading.
    /// - Parameter id: letters, digits and `-`; unique on the page, so that it can be linked to.
    /// - Parameter about: a sentence beneath the heading.
    package static func section(_ id: String, _ title: String, about: HTML? = nil, actions: HTML? = nil, _ body: HTML) -> HTML {
        """
        <section aria-labelledby="\(id)-title" id="\(id)" data-part="\(id)">
        <div class="heading"><h2 id="\(id)-title">\(title)</h2>\(actions)</div>
        \(about.map { "<p class=\"about\">\($0)</p>\n" as HTML })\(body)
        </section>

        """
    }

    /// A few numbers that matter, each with what it is. Every number says its unit and its time in one of the two.
    package static func figures(_ figures: [(label: String, value: HTML)]) -> HTML {
        let items = figures.map { "<div><dt>\($0.label)</dt><dd>\($0.value)</dd></div>\n" as HTML }
        return "<dl class=\"figures\">\n\(items)</dl>\n"
    }

    /// Facts in two columns: what, and how it is.
    package static func facts(_ facts: [(label: String, value: HTML?)]) -> HTML {
        let items = facts.compactMap { fact in fact.value.map { "<dt>\(fact.label)</dt><dd>\($0)</dd>\n" as HTML } }
        return items.isEmpty ? .none : "<dl class=\"facts\">\n\(items)</dl>\n"
    }

    /// Text to be copied, with a button where there is JavaScript.
    package static func snippet(_ label: String, _ text: String) -> HTML {
        """
        <figure class="snippet"><figcaption>\(label)</figcaption>
        <button type="button" class="copy" data-copy hidden>Copy<span class="unseen"> \(label)</span></button>
        <pre tabindex="0" dir="ltr"><code>\(text)</code></pre></figure>

        """
    }

    /// What is there when there is nothing: what it would be, and what to do.
    package static func empty(_ title: String, _ body: HTML) -> HTML {
        "<div class=\"blank\"><p class=\"title\">\(title)</p><p>\(body)</p></div>\n"
    }

    /// Something that is to be seen first.
    package static func notice(_ standing: Standing, _ body: HTML) -> HTML {
        "<div class=\"notice \(standing.rawValue)\" role=\"status\"><span class=\"sign\" aria-hidden=\"true\">\(standing.sign)</span><div>\(body)</div></div>\n"
    }

    /// Pages of one thing, one beside the other.
    package static func tabs(_ label: String, _ tabs: [(title: String, address: Address, isHere: Bool)]) -> HTML {
        let items = tabs.map { tab -> HTML in
            let here: HTML = tab.isHere ? " aria-current=\"page\"" : ""
            return "<li><a href=\"\(tab.address.text)\"\(here)>\(tab.title)</a></li>\n"
        }
        return "<nav class=\"tabs\" aria-label=\"\(label)\"><ul>\n\(items)</ul></nav>\n"
    }

    /// A word that leads to others with it, or stands alone.
    package static func tag(_ text: String, to address: Address? = nil) -> HTML {
        if let address { return "<a class=\"tag\" href=\"\(address.text)\"><bdi>\(text)</bdi></a>" }
        return "<span class=\"tag\"><bdi>\(text)</bdi></span>"
    }

    /// What a field says about a person. Shown with its word, and a sign for who does not see the colour.
    package static func classification(_ word: String?) -> HTML {
        guard let word else { return HTML.quiet("envelope") }
        let sign = ["personal": "◆", "sensitive": "◆◆", "pseudonymous": "◇"][word] ?? ""
        return "<span class=\"class \(word)\">\(sign.isEmpty ? HTML.none : "<span aria-hidden=\"true\">\(sign)</span> ")\(word)</span>"
    }

    /// How a chart line or a count is told in words, for screens and ears alike.
    package static func note(_ text: HTML) -> HTML { "<p class=\"note\">\(text)</p>\n" }

    /// A sentence in which `what stands so` is code.
    package static func withCode(_ text: String) -> HTML {
        let pieces = text.split(separator: "`", omittingEmptySubsequences: false)
        guard pieces.count > 2, !pieces.count.isMultiple(of: 2) else { return prose(text) }
        let parts = pieces.enumerated().map { number, piece -> HTML in
            number.isMultiple(of: 2) ? "\(String(piece))" : code(String(piece))
        }
        return "<span class=\"prose\" dir=\"auto\">\(parts)</span>"
    }

    /// What opens when one asks.
    package static func more(_ title: String, _ body: HTML) -> HTML {
        "<details class=\"more\"><summary>\(title)</summary>\n\(body)</details>\n"
    }
}
