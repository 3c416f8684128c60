import BasinCore

/// A page: what it says, and the frame around it.
package struct Page: Sendable {
    package var title: String
    /// Nil before anybody is signed in: then there is no navigation.
    package var visitor: Visitor?
    package var place: Place?
    /// The pages above this one.
    package var trail: [(title: String, address: Address)]
    /// Beside the title: how it stands, what one can do.
    package var aside: HTML
    package var body: HTML
    /// What it takes besides `basin.js`: names of `WebAsset`s.
    package var scripts: [String]
    /// Seconds until a browser without JavaScript asks again; with JavaScript the page asks when something changed. Nil: never.
    package var refresh: Int?
    /// The path that it asks for then; nil: this one again.
    package var goesTo: String?
    /// The body needs all the width there is: a graph, a grid, an editor.
    package var isWide: Bool
    /// The HTTP status that it is answered with.
    package var status = 200
    /// The query of its address, so that a table of it is exported as it is shown.
    package var query: String?

    package init(
        _ title: String, for visitor: Visitor?, in place: Place? = nil, trail: [(title: String, address: Address)] = [],
        aside: HTML = .none, scripts: [String] = [], refresh: Int? = nil, goesTo: String? = nil, isWide: Bool = false, body: HTML
    ) {
        self.title = title
        self.visitor = visitor
        self.place = place
        self.trail = trail
        self.aside = aside
        self.scripts = scripts
        self.refresh = refresh
        self.goesTo = goesTo
        self.isWide = isWide
        self.body = body
    }

    /// For `Content-Security-Policy`: everything from this server, nothing within the page.
    package static let contentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

    package var html: HTML {
        let place: HTML = goesTo.map { "; url=\($0)" } ?? ""
        let again: HTML? = refresh.map { seconds in
            let tag: HTML = "<meta http-equiv=\"refresh\" content=\"\(seconds)\(place)\">"
            return goesTo == nil ? "<noscript>\(tag)</noscript>" : tag
        }
        let modules = (["basin.js"] + scripts).map { "<script type=\"module\" src=\"\(WebAsset.address($0))\"></script>\n" as HTML }
        let wide: HTML = isWide ? " class=\"wide\"" : ""
        let live: HTML = refresh != nil && goesTo == nil ? " data-live" : ""
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            \(again)
            <title>\(title) · Basin</title>
            <link rel="icon" href="\(WebAsset.address("basin.svg"))" type="image/svg+xml">
            <link rel="stylesheet" href="\(WebAsset.address("basin.css"))">
            \(modules)</head>
            <body>
            <a class="skip" href="#main">Skip to the page</a>
            \(visitor.map { Frame.navigation($0, self.place) })
            <main id="main" tabindex="-1"\(wide)\(live)>
            \(Frame.head(self))
            \(exportable)
            </main>
            </body>
            </html>

            """
    }

    /// The body, whose tables' exports keep what the address says.
    private var exportable: HTML {
        guard let query, !query.isEmpty else { return body }
        return HTML(rendered: body.text.replacing("href=\"?export=", with: "href=\"?\(HTML.escape(query))&amp;export="))
    }
}
