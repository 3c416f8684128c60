/// A type as one reads it: fields of a structure on lines of their own.
enum TypeText {
    static func html(_ type: String) -> HTML {
        guard type.contains("struct<") else { return HTML.code(type) }
        return "<pre class=\"type\" dir=\"ltr\"><code>\(lines(type))</code></pre>"
    }

    static func lines(_ type: String) -> String {
        var text = "", depth = 0, isAfterBreak = false
        var rest = Substring(type), kinds: [Bool] = []
        func newLine() -> String { "\n" + String(repeating: "  ", count: depth) }
        while let letter = rest.first {
            if rest.hasPrefix("struct<") {
                rest = rest.dropFirst(7)
                kinds.append(true)
                depth += 1
                text += "struct" + newLine()
                continue
            }
            rest = rest.dropFirst()
            switch letter {
            case "<":
                kinds.append(false)
                text += "<"
            case ">":
                if kinds.popLast() == true { depth -= 1 } else { text += ">" }
            case "," where kinds.last == true:
                text += newLine()
                isAfterBreak = true
                continue
            case " " where isAfterBreak: break
            default: text.append(letter)
            }
            isAfterBreak = false
        }
        return text
    }
}
