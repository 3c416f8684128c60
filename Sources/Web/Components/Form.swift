/// A form that works without JavaScript: it sends to a path of this server, which answers with another page.
package struct Form: Sendable {
    package enum Method: String, Sendable { case get, post }

    package var method: Method
    package var action: Address
    package var fields: [HTML]
    package var button: String
    /// It cannot be taken back.
    package var isDangerous = false
    /// Stands in a line with what is around it.
    package var isInline = false

    package init(
        _ method: Method, _ action: Address, _ button: String, fields: [HTML] = [], isDangerous: Bool = false, isInline: Bool = false
    ) {
        self.method = method
        self.action = action
        self.fields = fields
        self.button = button
        self.isDangerous = isDangerous
        self.isInline = isInline
    }

    package var html: HTML {
        let kind = (isInline ? "inline " : "") + (fields.isEmpty ? "" : "fields")
        return """
            <form method="\(method.rawValue)" action="\(action.text)" class="\(kind)">
            \(fields)<button\(isDangerous ? " class=\"danger\"" : "" as HTML)>\(button)</button>
            </form>

            """
    }

    /// - Parameters:
    ///   - help: a sentence that is read with the field.
    ///   - id: where two forms of a page have a field of the same name.
    ///   - autocomplete: what a browser may fill in by itself, as HTML calls it: `username`, `current-password`. Nil: what it
    ///     remembers of the field, and of a password nothing.
    package static func text(
        _ name: String, _ label: String, value: String = "", placeholder: String = "", help: String? = nil, isRequired: Bool = false,
        type: String = "text", list: [String] = [], id: String? = nil, autocomplete: String? = nil
    ) -> HTML {
        let id = id ?? name
        let options = list.isEmpty
            ? HTML.none
            : "<datalist id=\"\(id)-list\">\(list.map { "<option value=\"\($0)\"></option>" as HTML })</datalist>"
        let listed: HTML = list.isEmpty ? "" : " list=\"\(id)-list\""
        let described: HTML = help == nil ? "" : " aria-describedby=\"\(id)-help\""
        return """
            <div class="field"><label for="\(id)">\(label)</label>
            <input id="\(id)" name="\(name)" type="\(type)" value="\(value)" placeholder="\(placeholder)"\(listed)\(hints(type, autocomplete))\(described)\(required(isRequired))>\(options)\(helpText(id, help))</div>

            """
    }

    package static func area(
        _ name: String, _ label: String, value: String = "", rows: Int = 3, help: String? = nil,
        isRequired: Bool = false, id: String? = nil
    ) -> HTML {
        let id = id ?? name
        let described: HTML = help == nil ? "" : " aria-describedby=\"\(id)-help\""
        return """
            <div class="field"><label for="\(id)">\(label)</label>
            <textarea id="\(id)" name="\(name)" rows="\(rows)"\(described)\(required(isRequired))>\(value)</textarea>\(helpText(id, help))</div>

            """
    }

    package static func choice(
        _ name: String, _ label: String, _ choices: [(value: String, title: String)], chosen: String? = nil,
        help: String? = nil, id: String? = nil
    ) -> HTML {
        let id = id ?? name
        let options = choices.map { choice -> HTML in
            "<option value=\"\(choice.value)\"\(choice.value == chosen ? " selected" : "" as HTML)>\(choice.title)</option>"
        }
        let described: HTML = help == nil ? "" : " aria-describedby=\"\(id)-help\""
        return """
            <div class="field"><label for="\(id)">\(label)</label>
            <select id="\(id)" name="\(name)"\(described)>\(options)</select>\(helpText(id, help))</div>

            """
    }

    /// What goes with the form and is not asked.
    package static func hidden(_ name: String, _ value: String) -> HTML {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
    }

    /// What a browser fills in, and which keys a phone shows.
    private static func hints(_ type: String, _ autocomplete: String?) -> HTML {
        let filled = autocomplete ?? (type == "password" ? "off" : nil)
        let fill: HTML? = filled.map { " autocomplete=\"\($0)\"" }
        let keys: HTML? =
            switch type {
            case "number": " inputmode=\"numeric\""
            case "search": " enterkeyhint=\"search\""
            default: filled == "username" ? " autocapitalize=\"none\" spellcheck=\"false\"" : nil
            }
        return "\(fill)\(keys)"
    }

    private static func required(_ isRequired: Bool) -> HTML { isRequired ? " required" : "" }
    private static func helpText(_ id: String, _ help: String?) -> HTML? {
        help.map { "<p class=\"help\" id=\"\(id)-help\">\($0)</p>" }
    }
}

extension HTML.Interpolation {
    package mutating func appendInterpolation(_ form: Form) { appendInterpolation(form.html) }
}
