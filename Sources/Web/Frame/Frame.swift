/// What stands around every page.
enum Frame {
    static func navigation(_ visitor: Visitor, _ here: Place?) -> HTML {
        let places = Place.allCases.filter { visitor.may($0.permission) }.map { place -> HTML in
            let current: HTML = place == here ? " aria-current=\"page\"" : ""
            return "<li><a href=\"\(place.address.text)\"\(current)>\(place.title)</a></li>\n"
        }
        return """
            <header class="top">
            <a class="brand" href="/"><svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path d="M2 6c2.700 2 5.300 2 8 0s5.300-2 8 0M2 11c2.700 2 5.300 2 8 0s5.300-2 8 0M4 15.500c2 1.300 4 1.300 6 0s4-1.300 6 0" fill="none" stroke="currentColor" stroke-width="1.800" stroke-linecap="round"/></svg>Basin</a>
            <form class="find" role="search" method="get" action="/search"><label class="unseen" for="find">Find data</label><input id="find" name="q" type="search" placeholder="Find data, columns, terms, people" autocomplete="off" enterkeyhint="search"></form>
            <details class="who"><summary><bdi class="name">\(visitor.name)</bdi></summary><div><a href="/account">Your account</a><a href="/access">Your access</a><form method="post" action="/logout"><button class="plain">Sign out</button></form></div></details>
            </header>
            <nav class="side" aria-label="Basin"><ul>
            \(places)</ul></nav>
            """
    }

    static func head(_ page: Page) -> HTML {
        let trail = page.trail.map { "<li>\(HTML.link($0.title, to: $0.address))</li>" as HTML }
        let path: HTML? = trail.isEmpty ? nil : "<nav class=\"trail\" aria-label=\"Above this page\"><ol>\(trail)</ol></nav>\n"
        return """
            <div class="head">\(path)<div class="title"><h1><bdi class="name">\(page.title)</bdi></h1><div class="aside" data-part="aside">\(page.aside)</div></div></div>
            """
    }
}
