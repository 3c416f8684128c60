package import BasinWire

/// Finding data, columns, terms, people. Every search is an address.
package enum SearchPage {
    package static func page(_ request: SearchRequest, _ answer: SearchAnswer, for visitor: Visitor) -> Page {
        let choices = SearchChoices(request: request)
        let narrow: HTML = answer.hits.isEmpty && choices.all.isEmpty ? .none : SearchFacets.html(choices, answer)
        return Page(
            "Find data", for: visitor, in: .search,
            aside: "<a class=\"tag\" href=\"/glossary\">Glossary</a> <a class=\"tag\" href=\"/teams\">Teams</a>",
            body: """
                \(form(request, choices))\(chosen(choices))
                <div class="finding">\(narrow)<div class="found">
                \(corrected(request, answer))\(answer.hits.isEmpty ? empty(request, choices) : found(request, answer, choices, visitor))
                </div></div>
                """)
    }

    /// What is chosen goes with other words, too.
    private static func form(_ request: SearchRequest, _ choices: SearchChoices) -> HTML {
        let kept = choices.all.map { Form.hidden($0.facet, $0.value) }
        return """
            <form class="filters seek" role="search" aria-label="Find data" method="get" action="/search">
            <div class="field"><label for="words">Words</label>
            <input id="words" name="q" type="search" value="\(request.text)" placeholder="a name, a column, a word of a description, a team" autocomplete="off" enterkeyhint="search"></div>
            \(kept)<button>Find</button></form>

            """
    }

    private static func chosen(_ choices: SearchChoices) -> HTML {
        guard !choices.all.isEmpty else { return .none }
        let items = choices.all.map { facet, value -> HTML in
            let word = SearchChoices.word(facet, value)
            return """
                <li><a class="tag" href="\(choices.toggling(facet, value).text)"><bdi>\(word)</bdi> <span aria-hidden="true">×</span>\
                <span class="unseen"> do not narrow by this</span></a></li>

                """
        }
        let bare = Address("search").with("q", choices.request.text.isEmpty ? nil : choices.request.text)
        return "<ul class=\"tags\" aria-label=\"Narrowed to\">\(items)<li><a href=\"\(bare.text)\">all</a></li></ul>\n"
    }

    private static func corrected(_ request: SearchRequest, _ answer: SearchAnswer) -> HTML {
        guard let corrected = answer.corrected, corrected.lowercased() != request.text.lowercased() else { return .none }
        return HTML.notice(
            .waiting,
            "<p>Nothing holds all of \(HTML.name(request.text)) as it is written. This is for <b>\(HTML.name(corrected))</b>.</p>")
    }

    // MARK: What was found

    private static func found(
        _ request: SearchRequest, _ answer: SearchAnswer, _ choices: SearchChoices, _ visitor: Visitor
    ) -> HTML {
        // Other kinds are counted, too, so that one can choose them.
        let kinds = answer.facets.first { $0.name == "kind" }?.choices.filter { request.kinds.isEmpty || request.kinds.contains($0.value) }
        let count = kinds?.reduce(0) { $0 + $1.count } ?? answer.hits.count
        let title = request.text.isEmpty ? "Used most" : "Found"
        let shown = answer.hits.count < count || answer.isCut
            ? "The best \(Figures.grouped(answer.hits.count)) of \(answer.isCut ? "more than " : "")\(Figures.grouped(max(count, answer.hits.count)))."
            : "\(Figures.count(answer.hits.count, "result"))."
        let isMore = answer.hits.count >= (request.limit ?? 20) && answer.hits.count < 100 && (count > answer.hits.count || answer.isCut)
        let more: HTML = isMore ? "<p><a href=\"\(choices.address.with("limit", "100").text)\">Show up to 100</a></p>\n" : .none
        return HTML.section(
            "results", title, about: "\(shown) <a class=\"to-narrow\" href=\"#narrow\">Narrow it down</a>",
            """
            <ul class="cards">
            \(answer.hits.map { SearchCard.html($0, visitor.moment) })</ul>
            \(more)\(HTML.more("As a table", "\(table(answer, visitor))"))
            """)
    }

    private static func table(_ answer: SearchAnswer, _ visitor: Visitor) -> DataTable {
        DataTable(
            "results-table", "What was found",
            columns: [
                .text("Name"), .text("Kind"), .text("Owner"), .text("Tier"), .text("Classification"), .text("State"), .text("Certified"),
                .number("Uses", unit: "30 days"), .text("Last data"), .text("May be read"),
            ],
            rows: answer.hits.map { hit in
                [
                    .name(hit.name), .word(hit.kind), .name(hit.owner), .word(hit.tier), .word(hit.classification), .word(hit.standing),
                    .word(hit.certified.map { $0 ? "yes" : "no" }), .number(hit.uses),
                    .ago(hit.lastData, visitor.moment), .word(hit.access),
                ]
            }, empty: "Nothing.", hidesCaption: true)
    }

    private static func empty(_ request: SearchRequest, _ choices: SearchChoices) -> HTML {
        if request.text.isEmpty, choices.all.isEmpty {
            return HTML.empty(
                "There is nothing to find yet",
                "What <code>basin apply</code> takes in is found here: event types, datasets, columns, terms, teams. <a href=\"/\">Home</a> says how to begin.")
        }
        let bare = Address("search").with("q", request.text.isEmpty ? nil : request.text)
        let wider: HTML = choices.all.isEmpty
            ? """
                Try fewer words, or other ones: names, columns, descriptions, owners and terms are looked through. Mistyped words of \
                names, columns, owners and terms are forgiven; those of descriptions are not.
                """
            : "<a href=\"\(bare.text)\">Look everywhere</a> instead of in what you narrowed it to, or try fewer words."
        return HTML.empty(
            "Nothing answers this",
            "\(wider) Or look at <a href=\"/search\">what is used most</a>, or at the <a href=\"/glossary\">glossary</a>.")
    }
}
