import BasinCore

/// Why a query failed in its worker, in words for people.
struct QueryFault: Sendable, Hashable, Codable {
    var code: String
    var message: String
    /// Of a message, which JSON may write six times as long.
    private static let mostBytes = 8000

    init(_ error: any Error) {
        let known = error as? BasinError ?? BasinError(.system, "The query failed; see the server's error output.")
        code = known.code.rawValue
        message =
            known.message.utf8.count > Self.mostBytes
            ? String(decoding: known.message.utf8.prefix(Self.mostBytes), as: UTF8.self) + " …" : known.message
    }

    var error: BasinError { BasinError(BasinError.Code(rawValue: code), message) }
}
