/// What the SDK knows by itself and can put into an event.
public enum ContextField: String, Sendable, Hashable, CaseIterable {
    /// Random, made once and kept in the folder.
    case installationID
    /// Changes after half an hour without an event (`Configuration.sessionIdle`).
    case sessionID
    /// `Configuration.appVersion`; left out when there is none.
    case appVersion
    /// `Configuration.platform`.
    case platform
}
