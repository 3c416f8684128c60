import BasinClient
import BasinCore
import BasinServer
import BasinWire

/// A sign-in in a browser on this machine, for this program (RFC 8252): the browser brings a code to a port of 127.0.0.1, and
/// the code is worth nothing without what only this program knows. No token is in any address.
struct BrowserLogin: Sendable {
    var server: String
    var issuer: String

    func run(_ client: APIClient) async throws -> CreatedToken {
        let listener = try LoopbackListener()
        defer { listener.close() }
        let (verifier, state) = (Self.secret(), Self.secret())
        let query = "port=\(listener.port)&challenge=\(SignInChallenge.of(verifier))&state=\(state)"
        Terminal.printError("Open this in a browser on this machine:\n\(server)/auth/oidc/\(PercentCoding.encode(issuer))/start?\(query)")
        let code = try await BlockingThreads.shared.run { try listener.code(for: state, seconds: 600) }
        return try await client.login(SignInCode(code: code, verifier: verifier))
    }

    /// 256 bits from the system's generator: 64 hexadecimal digits.
    private static func secret() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let digits = String(UInt64.random(in: .min ... .max, using: &generator), radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }
}
