/// The frame around every page.
package struct Page: Sendable {
    package var title: String
    /// Seconds until the browser asks again; nil for never.
    package var refresh: Int?
    /// The path that it asks for then; nil: this one again.
    package var goesTo: String?
    package var body: HTML

    package init(title: String, refresh: Int? = nil, goesTo: String? = nil, body: HTML) {
        self.title = title
        self.refresh = refresh
        self.goesTo = goesTo
        self.body = body
    }

    /// For `Content-Security-Policy`: no script at all, style from this server only.
    package static let contentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'"

    package var html: HTML {
        let place: HTML = goesTo.map { "; url=\($0)" } ?? ""
        let again: HTML = refresh.map { "<meta http-equiv=\"refresh\" content=\"\($0)\(place)\">" } ?? ""
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            \(again)
            <title>\(title)</title>
            <link rel="stylesheet" href="/style.css">
            </head>
            <body>
            <main>
            \(body)
            </main>
            </body>
            </html>

            """
    }
}
