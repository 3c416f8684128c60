package import BasinCore
package import BasinWire

/// What the doors can ask about signing in with the word of issuers; part of `AccessServices`. Each throws
/// `BasinError`.
package struct SignInServices: Sendable {
    /// By which issuers people may sign in.
    package var ways: @Sendable () -> [SignInWay]
    /// Throws `.notFound` for an issuer that is not in the operator's list, `.invalid` for a place to go to afterwards
    /// that is not of this server, `.rateLimited`, and `.unavailable` when the issuer cannot be asked.
    package var begin: @Sendable (SignInStart) async throws -> SignInBegun
    /// Throws `.forbidden`, the same whatever is wrong with what came back, `.rateLimited`, `.unavailable`.
    package var finish: @Sendable (SignInReturn) async throws -> SignInEnd
    /// What a program gets for the code that the browser brought it. Throws `.unauthorized`.
    package var exchange: @Sendable (SignInCode) async throws -> CreatedToken
    package var link: @Sendable (_ account: String, IdentityRequest, Principal) async throws -> Void
    package var unlink: @Sendable (_ account: String) async throws -> Void

    package init(
        ways: @escaping @Sendable () -> [SignInWay],
        begin: @escaping @Sendable (SignInStart) async throws -> SignInBegun,
        finish: @escaping @Sendable (SignInReturn) async throws -> SignInEnd,
        exchange: @escaping @Sendable (SignInCode) async throws -> CreatedToken,
        link: @escaping @Sendable (String, IdentityRequest, Principal) async throws -> Void,
        unlink: @escaping @Sendable (String) async throws -> Void
    ) {
        self.ways = ways
        self.begin = begin
        self.finish = finish
        self.exchange = exchange
        self.link = link
        self.unlink = unlink
    }

    /// Where nobody named an issuer.
    package static let none = SignInServices(
        ways: { [] }, begin: { _ in throw absent }, finish: { _ in throw absent }, exchange: { _ in throw absent },
        link: { _, _, _ in throw absent }, unlink: { _ in throw absent })

    package static let absent = BasinError(
        .notFound, "Signing in with OpenID Connect is not set up here; start the server with --oidc-config.")
}
