import BasinCore

extension Span {
    /// What a span says of an error: a code, or a type. Never its text, which may quote somebody.
    package static func failure(_ error: any Error) -> String {
        switch error {
        case let error as BasinError: error.code.rawValue
        case is CancellationError: "cancelled"
        default: String(describing: type(of: error))
        }
    }
}
