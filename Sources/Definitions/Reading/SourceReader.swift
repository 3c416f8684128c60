import BasinCore
import Yams

/// Reads the file of one source.
struct SourceReader {
    var file: DefinitionFile
    let name: String
    /// As written, for the check against the teams.
    private(set) var owner: (value: String, place: Place?)?
    private var lines: [String: Int] = [:]

    private static let keys = [
        "owner", "description", "protocol", "keys", "open", "apps", "events", "catch_all",
    ]
    private static let routeShape = "write it as `song_played: {name: Song Played, fields: {song: properties.title}}`"

    init(file: DefinitionFile, name: String) {
        self.file = file
        self.name = name
    }

    /// The definition as far as it could be read; meaningless when the file has problems.
    mutating func read(_ root: Node) -> SourceDefinition? {
        let shape = "write the keys owner, description and protocol, each on a line"
        guard let keys = file.entries(of: root, "the source", remedy: shape, allowed: Self.keys) else { return nil }
        var source = EventSource(
            name: name, owner: "", description: "", clientProtocol: .segment, catchAll: EventSource.defaultCatchAll(name))
        if let entry = keys["owner"], let text = file.text(entry, "the owner", remedy: "name a team of teams.yaml") {
            source.owner = text
            owner = (text, entry.place)
        } else if keys["owner"] == nil {
            file.report(root.place, "the source has no owner", "add `owner`: a team of teams.yaml")
        }
        if let entry = keys["description"] {
            source.description =
                file.text(entry, "the description", remedy: "say in a sentence which clients send through it") ?? ""
        } else {
            file.report(root.place, "the source has no description", "add `description`: which clients send through it")
        }
        if let entry = keys["protocol"] {
            source.clientProtocol = file.word(entry, "the protocol", as: ClientProtocol.self) ?? .segment
        } else {
            let words = ClientProtocol.allCases.map(\.rawValue).joined(separator: ", ")
            file.report(root.place, "the source has no protocol", "add `protocol`: one of \(words)")
        }
        if let entry = keys["keys"] { source.keys = writeKeys(entry) }
        if let entry = keys["open"] { source.open = limits(entry) }
        if let entry = keys["apps"] { source.apps = apps(entry, source.clientProtocol) }
        if let entry = keys["events"] { source.routes = routes(entry, source.clientProtocol) }
        if let entry = keys["catch_all"], let type = file.name(entry, "`catch_all`") {
            source.catchAll = type
            lines["catch_all"] = entry.place?.line
        }
        return SourceDefinition(
            source: source, file: file.path, makesCatchAll: keys["catch_all"] == nil, lines: lines)
    }

    private mutating func writeKeys(_ entry: Entry) -> [String] {
        let texts = file.texts(entry, "`keys`", remedy: "list names of write keys: `keys: [web]`")
        for (text, place) in texts where !Name.isValidTeam(text) {
            file.report(place, "\(quoted(text)) is not a name of a write key", Name.rule)
        }
        return bounded(texts.map(\.text), "`keys`", entry)
    }

    private mutating func apps(_ entry: Entry, _ clientProtocol: ClientProtocol) -> [String] {
        if clientProtocol != .snowplow {
            file.report(
                entry.place, "`apps` is for Snowplow's application ids",
                "remove it; tell clients apart by their write keys: `keys`")
        }
        return bounded(file.texts(entry, "`apps`", remedy: "list application ids: `apps: [shop]`").map(\.text), "`apps`", entry)
    }

    private mutating func bounded(_ texts: [String], _ what: String, _ entry: Entry) -> [String] {
        if texts.count > DefinitionLimits.sourceNames {
            file.report(entry.place, "\(what) has more than \(DefinitionLimits.sourceNames) entries", "split the source")
        }
        if Set(texts).count < texts.count { file.report(entry.place, "\(what) has an entry twice", "remove one") }
        for text in texts where text.isEmpty || text.utf8.count > DefinitionLimits.sourceNameBytes {
            file.report(entry.place, "\(what) has an entry that is empty or too long", "shorten it")
        }
        return texts
    }

    private mutating func limits(_ entry: Entry) -> EventLimits? {
        let shape = "write it as `open: {limit: 100/s}`"
        guard let keys = file.entries(of: entry.value, "`open`", remedy: shape, allowed: ["limit", "quota"]) else {
            return nil
        }
        guard let rate = keys["limit"] else {
            file.report(
                entry.place, "`open` has no limit", "say how many events without a key may come: `limit: 100/s`")
            return nil
        }
        return EventLimits(rate: file.rate(rate), quota: keys["quota"].flatMap { file.quota($0) })
    }

    // MARK: Routes

    private mutating func routes(_ entry: Entry, _ clientProtocol: ClientProtocol) -> [SourceRoute] {
        guard let entries = file.entries(of: entry.value, "`events`", remedy: Self.routeShape) else { return [] }
        if entries.count > DefinitionLimits.sourceNames {
            file.report(
                entry.place, "`events` has more than \(DefinitionLimits.sourceNames) event types", "split the source")
        }
        return entries.map { route($0, clientProtocol) }
    }

    private mutating func route(_ entry: Entry, _ clientProtocol: ClientProtocol) -> SourceRoute {
        var route = SourceRoute(type: entry.key)
        lines["events." + entry.key] = entry.place?.line
        let what = "event type \(quoted(entry.key))"
        if !Name.isValid(entry.key) { file.report(entry.place, "\(quoted(entry.key)) is not an event type's name", Name.rule) }
        let allowed = ["call", "name", "fields"]
        guard let keys = file.entries(of: entry.value, what, remedy: Self.routeShape, allowed: allowed) else {
            return route
        }
        if let entry = keys["call"] {
            let calls = clientProtocol.calls
            if case .scalar(let scalar) = entry.value, calls.contains(scalar.string) {
                route.call = scalar.string
            } else {
                file.report(
                    entry.value.place,
                    "the call of \(what) is not one of \(clientProtocol.rawValue)\(file.shown(entry.value))",
                    "use \(calls.joined(separator: ", "))")
            }
        }
        if let entry = keys["name"] { route.names = names(entry, what) }
        if let entry = keys["fields"] { route.fields = fields(entry, what) }
        return route
    }

    private mutating func names(_ entry: Entry, _ what: String) -> [String] {
        let remedy = "write the name that clients give the event, or a list of them"
        if case .scalar = entry.value {
            return bounded(file.text(entry, "the name of \(what)", remedy: remedy).map { [$0] } ?? [], "`name`", entry)
        }
        return bounded(file.texts(entry, "`name` of \(what)", remedy: remedy).map(\.text), "`name`", entry)
    }

    private mutating func fields(_ entry: Entry, _ what: String) -> [String: String] {
        let shape = "write for each field where its value is: `fields: {url: context.page.url}`"
        guard let entries = file.entries(of: entry.value, "`fields` of \(what)", remedy: shape) else { return [:] }
        var fields: [String: String] = [:]
        for field in entries {
            guard Name.isValid(field.key) else {
                file.report(field.place, "\(quoted(field.key)) is not a field's name", Name.rule)
                continue
            }
            guard let path = file.text(field, "the path of \(quoted(field.key))", remedy: shape) else { continue }
            if path.utf8.count > DefinitionLimits.sourceNameBytes || path.hasPrefix(".") || path.hasSuffix(".") {
                file.report(field.value.place, "\(quoted(path)) is not a path into a call", shape)
            }
            fields[field.key] = path
        }
        return fields
    }
}
