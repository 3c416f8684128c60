/// What a reason for a refusal means, and what to mend.
package enum QuarantineAdvice {
    /// So many days are refused events kept (`Quarantine.keptDays`).
    package static let keptDays = 21

    /// The word that stands for types that are not known, in an address: no type can be called so.
    package static let unknownTypes = "unknown-types"

    static func of(_ code: String) -> (meaning: String, mend: String) {
        switch code {
        case "unknown_type":
            ("No event type of that name is applied.", "Declare the type in events/ and apply it, or mend the name in the client. Then replay under the type's name.")
        case "invalid_field":
            ("A value is not of the declared type, or out of its range.", "Widen the field's type if the values are right; else mend the client. What is sent from now on is judged anew; what lies here, by a replay.")
        case "missing_field":
            ("A field that must be there is not.", "Let it be left out (required: false) if it may be; else mend the client: what it did not send cannot be replayed into being.")
        case "unknown_field":
            ("A field that the schema does not know, in a type that refuses those.", "Declare the field, or say unknown_fields: drop, and replay.")
        case "too_large":
            ("The event is larger than one event may be (256 KiB). Only its beginning is kept.", "Send less in one event. It cannot be replayed.")
        case "bad_json":
            ("It is no JSON object, or has a key twice, a number beyond 64 bits, or text that is no UTF-8.", "Mend how the client writes JSON. It cannot be replayed as it is.")
        case "bad_row":
            ("A row of a CSV file with more or fewer cells than its header.", "Mend the file and import it again.")
        case "bad_envelope":
            ("No CloudEvents 1.0 event: specversion, id, source or type is missing or malformed.", "Mend the client, or use a library or generated code. It cannot be replayed as it is.")
        default: ("A reason of an older version.", "Replay: it is judged as now.")
        }
    }
}
