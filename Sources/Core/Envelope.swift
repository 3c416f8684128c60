/// The columns that every event dataset has beside its own fields. Their field ids are fixed; those of declared
/// fields start at `firstFieldID`.
package enum Envelope: Int, CaseIterable, Sendable {
    /// CloudEvents `source`. With `eventID` the event's identity.
    case source = 1
    case eventID
    /// When it happened, by the client's clock; the time of receipt when the client gave none.
    case eventTime
    /// When intake wrote it, by the log's clock, which never goes back.
    case receivedTime
    /// When the client sent it, by the client's clock (extension attribute `senttime`).
    case sentTime
    case schemaVersion
    /// The client's own count per installation and type (extension attribute `sequence`).
    case sequence
    /// Start of the partition; set by the publication.
    case partitionTime

    package static let firstFieldID = 101

    package static let leading: [Envelope] = [
        .source, .eventID, .eventTime, .receivedTime, .sentTime, .schemaVersion, .sequence,
    ]

    package var column: Column {
        switch self {
        case .source: Column(name: "_source", type: .string, id: rawValue, isRequired: true)
        case .eventID: Column(name: "_event_id", type: .string, id: rawValue, isRequired: true)
        case .eventTime: Column(name: "_event_time", type: .timestamp, id: rawValue, isRequired: true)
        case .receivedTime: Column(name: "_received_time", type: .timestamp, id: rawValue, isRequired: true)
        case .sentTime: Column(name: "_sent_time", type: .timestamp, id: rawValue, isRequired: false)
        case .schemaVersion: Column(name: "_schema_version", type: .int32, id: rawValue, isRequired: true)
        case .sequence: Column(name: "_sequence", type: .int64, id: rawValue, isRequired: false)
        case .partitionTime: Column(name: "_partition_time", type: .timestamp, id: rawValue, isRequired: true)
        }
    }
}
