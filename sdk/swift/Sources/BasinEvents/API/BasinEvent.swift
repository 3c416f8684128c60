/// One event of a declared event type: what `basin codegen swift` makes of a definition.
///
/// The encoded value must be an object whose keys are the declared field names. `Date` is sent as RFC 3339 with
/// microseconds, `UUID` in lower case, `Data` as base64, `Decimal` as text; a number that is not finite as null.
public protocol BasinEvent: Encodable, Sendable {
    /// The event type's name as declared in `events/NAME.yaml`.
    static var eventType: String { get }
    /// The field that holds the user's id; with `Identity.authenticated` it becomes the token's subject, whatever the
    /// event says. nil: none.
    static var subjectField: String? { get }
    /// Fields that the SDK fills in, by what they hold.
    static var contextFields: [ContextField: String] { get }
}

extension BasinEvent {
    public static var subjectField: String? { nil }
    public static var contextFields: [ContextField: String] { [:] }
}
