/// Makes what is stored of what was tracked. Lives on the writing thread.
struct EventAssembly: ~Copyable {
    private let configuration: Basin.Configuration
    private let installationID: String
    private let random: @Sendable () -> UInt64
    private let data = EventData()
    private var layouts: [ObjectIdentifier: TypeLayout] = [:]
    private var subjects = SubjectReader()
    private var sessions: SessionKeeper
    var sequences = Sequences()

    init(
        _ configuration: Basin.Configuration, _ folder: QueueFolder, installationID: String,
        random: @escaping @Sendable () -> UInt64
    ) {
        self.configuration = configuration
        self.installationID = installationID
        self.random = random
        sessions = SessionKeeper(folder, idle: configuration.sessionIdle, random: random)
    }

    enum Outcome {
        case stored(StoredEvent)
        /// It goes no further, and took a number if its type has a name, so that the server can count the gap.
        case undeliverable(type: String, reason: String)
    }

    mutating func assemble(_ tracked: Tracked) -> Outcome {
        let layout = layout(Swift.type(of: tracked.event))
        let session = sessions.id(at: tracked.time)
        var filled: [(key: String, value: String?)] = []
        if case .authenticated = configuration.identity, let field = layout.subjectField {
            filled.append((field, subjects.subject(of: tracked.token, at: tracked.time)))
        }
        for (field, key) in layout.context { filled.append((key, value(of: field, session: session))) }
        guard layout.isValid else {
            return .undeliverable(type: layout.name, reason: "Its type's name is empty or too long; regenerate it.")
        }
        let sequence = sequences.next(layout.name)
        do {
            let json = try data.encode(tracked.event, filled: filled)
            guard json.count <= configuration.eventBytes else {
                return .undeliverable(
                    type: layout.name,
                    reason: "Its data has \(json.count) bytes, more than Configuration.eventBytes; send less."
                )
            }
            return .stored(
                StoredEvent(
                    type: layout.name, sequence: sequence, id: EventID(random: random), time: tracked.time, data: json))
        } catch EncodingError.invalidValue(_, let context) {
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            return .undeliverable(
                type: layout.name, reason: context.debugDescription + (path.isEmpty ? "" : " At \(path)."))
        } catch {
            return .undeliverable(type: layout.name, reason: "Its encode(to:) threw an error.")
        }
    }

    private func value(of field: ContextField, session: String) -> String? {
        switch field {
        case .installationID: installationID
        case .sessionID: session
        case .appVersion: configuration.appVersion
        case .platform: configuration.platform
        }
    }

    private mutating func layout(_ type: any BasinEvent.Type) -> TypeLayout {
        let id = ObjectIdentifier(type)
        if let known = layouts[id] { return known }
        let layout = TypeLayout(type)
        layouts[id] = layout
        return layout
    }
}
