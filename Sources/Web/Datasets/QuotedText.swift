/// An argument for a POSIX shell.
enum ShellText {
    static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}

/// Names and values in SQL.
enum SQLText {
    /// Quoted where it has to be.
    static func identifier(_ name: String) -> String {
        let isPlain = name.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_" }
        if isPlain, let first = name.unicodeScalars.first, !("0"..."9").contains(first) { return name }
        return "\"" + name.replacing("\"", with: "\"\"") + "\""
    }

    static func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
}

/// Values in Python.
enum PythonText {
    static func literal(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }
}
