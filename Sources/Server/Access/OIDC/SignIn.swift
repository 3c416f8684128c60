import BasinCore

/// The issuers that are trusted, and the sign-ins that are under way.
final class SignIn: Sendable {
    let settings: SignInSettings
    private let clients: [String: IssuerClient]
    /// By state.
    let pending = OneTime<PendingSignIn>(most: 20_000)
    /// By what a browser brings a program.
    let codes = OneTime<SignedIn>(most: 20_000)
    let starts = AttemptLimit(most: SignIn.mostAMinute)
    let returns = AttemptLimit(most: SignIn.mostAMinute)
    /// Of subjects that show an issuer's token and have no account yet.
    let newcomers = AttemptLimit(most: 10)
    /// What strangers can have written into the log as often as they like.
    private let lines = AttemptLimit(most: 60)

    static let mostAMinute = 300
    /// As long as somebody looks for their second factor.
    static let patience = Duration.seconds(600)
    /// A program asks at once.
    static let programPatience = Duration.seconds(60)

    init(_ settings: SignInSettings, clock: Clock, exchange: @escaping IssuerClient.Exchange = { try await IssuerHTTP.exchange($0) }) {
        self.settings = settings
        clients = Dictionary(uniqueKeysWithValues: settings.issuers.map { ($0.name, IssuerClient($0, clock: clock, exchange: exchange)) })
    }

    /// Whether one more line may be written in this minute.
    func mayLog(at now: Timestamp) -> Bool { (try? lines.enter("", at: now)) != nil }

    func client(named name: String) -> IssuerClient? { clients[name] }

    /// The issuer whose tokens services may show and that calls itself so; nobody else is looked for.
    func client(ofTokensBy issuer: String) -> IssuerClient? {
        settings.issuers.first { $0.acceptsTokens && $0.issuer.utf8.elementsEqual(issuer.utf8) }.flatMap { clients[$0.name] }
    }
}
