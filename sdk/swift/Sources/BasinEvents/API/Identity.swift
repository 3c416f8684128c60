/// Who an event is about.
public enum Identity: Sendable {
    /// Nobody is signed in as far as the SDK knows: events go out as the app wrote them.
    case anonymous
    /// The field that an event type names as its subject becomes the `sub` of a JSON Web Token, whatever the app wrote.
    ///
    /// `token` is asked on the caller's thread with every event, so that an event belongs to whom it happened to:
    /// return what is in memory. The token is read, not verified, and never stored. Without a token, with one that has
    /// expired by the device's clock, or with one that has no `sub`, the event goes out without the field.
    case authenticated(token: @Sendable () -> String?)
}
