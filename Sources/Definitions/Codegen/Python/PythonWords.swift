/// Names that generated Python cannot give away.
enum PythonWords {
    /// Keywords, what the module itself uses or defines, and exceptions that everybody means by their name.
    static let types: Set<String> = [
        "ArithmeticError", "AssertionError", "AttributeError", "BaseException", "BasinEvent", "BasinSendError",
        "BufferError", "ConnectionError", "DeprecationWarning", "EOFError", "Ellipsis", "Exception", "False",
        "FileExistsError", "FileNotFoundError", "FutureWarning", "ImportError", "IndexError", "InterruptedError",
        "JSONValue", "KeyError", "KeyboardInterrupt", "LookupError", "MemoryError", "NameError", "None",
        "NotImplemented", "NotImplementedError", "OSError", "OverflowError", "PermissionError", "Receipt",
        "RecursionError", "Refusal", "RuntimeError", "StopIteration", "SyntaxError", "SystemError", "SystemExit",
        "TimeoutError", "True", "TypeError", "UnicodeError", "UserWarning", "ValueError", "Warning",
        "ZeroDivisionError",
    ]

    /// Keywords, and what classes themselves use or define.
    static let attributes: Set<String> = [
        "and", "as", "assert", "async", "await", "bool", "break", "class", "continue", "def", "del", "dict", "elif",
        "else",
        "except", "finally", "float", "for", "from", "global", "if", "import", "in", "int", "is", "lambda", "nonlocal",
        "not", "object", "or", "pass", "raise", "return", "self", "str", "to_data", "to_event", "try", "while", "with",
        "yield",
    ]
}
