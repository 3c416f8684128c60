import BasinCore
import BasinKeys
import Synchronization

/// One issuer as it is asked: its document and its keys are kept, and fetched again seldom, whoever sends what.
final class IssuerClient: Sendable {
    typealias Exchange = @Sendable (IssuerRequest) async throws -> [UInt8]

    private struct Kept {
        var endpoints: (value: IssuerEndpoints, at: Timestamp)?
        var keys: (value: PublicKeySet, at: Timestamp)?
        /// When it last failed: a token alone must not make Basin ask without end.
        var failedAt: Timestamp?
    }

    let issuer: SignInIssuer
    private let clock: Clock
    private let exchange: Exchange
    private let kept = Mutex(Kept())
    private let endpointsFetch = SharedAnswer<IssuerEndpoints>()
    private let keysFetch = SharedAnswer<PublicKeySet>()

    private static let documentBytes = 64 << 10
    private static let keysBytes = 256 << 10
    private static let tokenBytes = 64 << 10
    private static let fresh = Duration.seconds(3600)
    private static let good = Duration.seconds(86_400)
    /// So seldom are keys fetched again for one that is not among them.
    private static let pause = Duration.seconds(60)
    private static let pauseAfterFailure = Duration.seconds(5)

    init(_ issuer: SignInIssuer, clock: Clock, exchange: @escaping Exchange) {
        self.issuer = issuer
        self.clock = clock
        self.exchange = exchange
    }

    /// - Throws: `IssuerTrouble`.
    func endpoints() async throws -> IssuerEndpoints {
        if let known = kept.withLock({ $0.endpoints }), clock.now() < known.at + Self.fresh { return known.value }
        return try await endpointsFetch.get { [self] in
            let value = try await watched {
                let request = try IssuerRequest(issuer, IssuerEndpoints.document(of: issuer), limit: Self.documentBytes)
                return try IssuerEndpoints(await exchange(request), of: issuer)
            }
            kept.withLock { $0.endpoints = (value, clock.now()) }
            return value
        }
    }

    /// The keys, fetched anew when they are old, or when the token names one that is not among them and a minute has passed.
    /// An issuer that is away is believed by its keys of the last day.
    /// - Throws: `IssuerTrouble`.
    func keys(for token: JSONWebToken) async throws -> PublicKeySet {
        let now = clock.now()
        guard let known = kept.withLock({ $0.keys }) else { return try await fetchKeys() }
        let isThere = token.hasKey(in: known.value)
        if now < known.at + (isThere ? Self.fresh : Self.pause) { return known.value }
        do {
            return try await fetchKeys()
        } catch {
            guard isThere, now < known.at + Self.good else { throw error }
            return known.value
        }
    }

    private func fetchKeys() async throws -> PublicKeySet {
        try await keysFetch.get { [self] in
            let place = try await endpoints().keys
            let value = try await watched {
                let document = try await exchange(try IssuerRequest(issuer, place, limit: Self.keysBytes))
                guard let keys = PublicKeySet(document) else { throw IssuerTrouble.malformed }
                guard !keys.isEmpty else { throw IssuerTrouble.noKeys }
                return keys
            }
            kept.withLock { $0.keys = (value, clock.now()) }
            return value
        }
    }

    /// The ID token that the issuer gives for a code.
    /// - Throws: `IssuerTrouble`.
    func idToken(for code: String, redirect: String, verifier: String) async throws -> [UInt8] {
        let endpoints = try await endpoints()
        var form = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect), ("code_verifier", verifier),
        ]
        var authorization: String?
        if let secret = issuer.clientSecret, !endpoints.secretInForm {
            authorization = Self.basic(issuer.clientID, secret)
        } else {
            form.append(("client_id", issuer.clientID))
            if let secret = issuer.clientSecret { form.append(("client_secret", secret.text)) }
        }
        let request = try IssuerRequest(
            issuer, endpoints.token, form: form.map { (name: $0.0, value: $0.1) }, authorization: authorization,
            limit: Self.tokenBytes)
        guard let token = StrictJSON.read(try await exchange(request))?["id_token"]?.text else { throw IssuerTrouble.malformed }
        return Array(token.utf8)
    }

    /// After a failure, nothing is asked for five seconds.
    private func watched<Value: Sendable>(_ fetch: () async throws -> Value) async throws -> Value {
        if let failed = kept.withLock({ $0.failedAt }), clock.now() < failed + Self.pauseAfterFailure {
            throw IssuerTrouble.noAnswer
        }
        do {
            let value = try await fetch()
            kept.withLock { $0.failedAt = nil }
            return value
        } catch {
            kept.withLock { $0.failedAt = clock.now() }
            throw error
        }
    }
}
