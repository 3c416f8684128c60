/// Names that generated TypeScript cannot give away.
enum TypeScriptWords {
    /// What the file itself uses or defines.
    static let types: Set<String> = [
        "AbortController", "Array", "BasinEvent", "BasinSendError", "BigInt", "Boolean", "CalendarDate", "Date",
        "Decimal", "Error",
        "EventOptions", "Infinity", "Int64", "Intl", "JSON", "JSONValue", "Map", "Math", "NaN", "Number", "Object",
        "Partial", "Promise", "Proxy", "RangeError", "ReadonlyArray", "Record", "Reflect", "Refusal", "RegExp",
        "Response",
        "SendAnswer", "SendOptions", "Set", "String", "Symbol", "Timestamp", "TypeError", "UUID", "Uint8Array",
    ]

    /// Reserved words, and what the file itself uses or defines.
    static let functions: Set<String> = [
        "arguments", "clearTimeout", "await", "break", "case", "catch", "class", "const", "continue", "crypto",
        "debugger", "default",
        "delete", "do", "else", "enum", "eval", "export", "exports", "extends", "false", "fetch", "finally", "for",
        "function", "if", "implements", "import", "in", "instanceof", "interface", "let", "new", "null", "package",
        "private", "protected", "public", "require", "return", "send", "setTimeout", "static", "super", "switch",
        "this", "throw", "true",
        "try", "typeof", "undefined", "var", "void", "while", "with", "yield",
    ]
}
