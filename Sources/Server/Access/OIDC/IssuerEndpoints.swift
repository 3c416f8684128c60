import BasinCore
import BasinKeys

/// Where an issuer says that it is asked (OpenID Connect Discovery 1.0).
struct IssuerEndpoints: Sendable {
    var authorization: String
    var token: String
    var keys: String
    /// The secret goes into the form instead of the header, since the issuer takes it only there.
    var secretInForm: Bool

    /// - Throws: `IssuerTrouble`: `.otherIssuer` unless the document is of exactly this issuer, `.host` for an endpoint
    ///   that it may not send anybody to.
    init(_ document: [UInt8], of issuer: SignInIssuer) throws {
        guard let said = StrictJSON.read(document), let name = said["issuer"]?.text else { throw IssuerTrouble.malformed }
        guard name.utf8.elementsEqual(issuer.issuer.utf8) else { throw IssuerTrouble.otherIssuer }
        func endpoint(_ key: String) throws -> String {
            guard let text = said[key]?.text else { throw IssuerTrouble.malformed }
            guard let address = WebAddress(text), issuer.trusts(address) else { throw IssuerTrouble.host }
            return text
        }
        authorization = try endpoint("authorization_endpoint")
        token = try endpoint("token_endpoint")
        keys = try endpoint("jwks_uri")
        // Without a word of it, the header is what everybody must take.
        let ways = said["token_endpoint_auth_methods_supported"]?.texts ?? ["client_secret_basic"]
        secretInForm = !ways.contains("client_secret_basic") && ways.contains("client_secret_post")
    }

    /// Where the document is.
    static func document(of issuer: SignInIssuer) -> String {
        let base = issuer.issuer.hasSuffix("/") ? String(issuer.issuer.dropLast()) : issuer.issuer
        return base + "/.well-known/openid-configuration"
    }
}
