/// Text that somebody else wrote, on a page: names, descriptions, reasons.
extension HTML {
    /// A name that may be of any length and direction: it stands by itself (`bdi`), so that right-to-left text does not
    /// turn what is beside it around, and breaks anywhere.
    package static func name(_ text: String) -> HTML { "<bdi class=\"name\">\(text)</bdi>" }

    /// The same, as code: names of columns, types, expressions.
    package static func code(_ text: String) -> HTML { "<code><bdi>\(text)</bdi></code>" }

    /// A sentence of somebody's.
    package static func prose(_ text: String) -> HTML { "<span class=\"prose\" dir=\"auto\">\(text)</span>" }

    /// A link to a page of this server; `name` may be anything.
    package static func link(_ name: String, to address: Address) -> HTML {
        "<a href=\"\(address.text)\"><bdi class=\"name\">\(name)</bdi></a>"
    }
}
