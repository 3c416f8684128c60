/// What an event type's declaration says about filling in, asked of the type once.
struct TypeLayout {
    var name: String
    var subjectField: String?
    /// Sorted, so that all events of a type look alike.
    var context: [(field: ContextField, key: String)]

    init(_ type: any BasinEvent.Type) {
        name = type.eventType
        subjectField = type.subjectField
        context = type.contextFields.map { ($0.key, $0.value) }.sorted { $0.1 < $1.1 }
    }

    var isValid: Bool { !name.isEmpty && name.utf8.count <= StoredEvent.typeBytes }
}
