import BasinCore
import BasinDefinitions

/// A project that changes at random, mostly in ways that may be applied.
struct RandomProject {
    private var events: [String: EventDefinition] = [:]
    private var serial = 0

    var project: Project {
        Project(
            teams: [Team(name: "team", contact: "here")],
            events: events.values.sorted { $0.type.name < $1.type.name })
    }

    /// Goes back to what is applied.
    mutating func reset(to types: [AppliedEventType]) {
        events = [:]
        for type in types where !type.isRemoved {
            events[type.name] = EventDefinition(type: type.definition, file: "events/\(type.name).yaml")
        }
    }

    mutating func mutate(using generator: inout SeededGenerator) {
        for name in events.keys {
            events[name]?.type.renamedFrom = nil
            events[name]?.renamedFields = [:]
        }
        guard let name = events.keys.sorted().randomElement(using: &generator), var event = events[name] else {
            return add(using: &generator)
        }
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: return add(using: &generator)
        case 1:
            events[name] = nil
        case 2:
            let new = "e\(Int.random(in: 0..<8, using: &generator))"
            guard events[new] == nil else { return }
            events[name] = nil
            event.type.renamedFrom = name
            event.type.name = new
            events[new] = event
        default:
            var fields = event.type.fields
            mutate(&fields, path: "", of: &event, using: &generator)
            event.type.fields = fields
            events[name] = event
        }
    }

    private mutating func add(using generator: inout SeededGenerator) {
        let name = "e\(Int.random(in: 0..<8, using: &generator))"
        guard events[name] == nil else { return }
        let fields = (0..<3).map { _ in field(using: &generator, isRequired: .random(using: &generator)) }
        events[name] = EventDefinition(
            type: EventType(name: name, owner: "team", description: "Random.", fields: fields),
            file: "events/\(name).yaml")
    }

    private mutating func mutate(
        _ fields: inout [Field], path: String, of event: inout EventDefinition, using generator: inout SeededGenerator
    ) {
        guard let index = fields.indices.randomElement(using: &generator) else {
            fields.append(field(using: &generator, isRequired: false))
            return
        }
        switch Int.random(in: 0..<8, using: &generator) {
        case 0, 1: fields.append(field(using: &generator, isRequired: Int.random(in: 0..<10, using: &generator) == 0))
        case 2:
            guard path.isEmpty || fields.count > 1 else { return }
            event.removedFields.insert(path + fields.remove(at: index).name)
        case 3:
            serial += 1
            let old = fields[index].name
            fields[index].name = "r\(serial)"
            event.renamedFields[path + fields[index].name] = old
        case 4: fields.shuffle(using: &generator)
        case 5: fields[index].isRequired = false
        case 6: fields[index].description = "Note \(Int.random(in: 0..<99, using: &generator))."
        default:
            let inner = path + fields[index].name + "."
            switch fields[index].type {
            case .int32: fields[index].type = .int64
            case .float: fields[index].type = .double
            case .structure(var nested):
                mutate(&nested, path: inner, of: &event, using: &generator)
                fields[index].type = .structure(nested)
            case .list(.structure(var nested), let id):
                mutate(&nested, path: inner, of: &event, using: &generator)
                fields[index].type = .list(element: .structure(nested), elementID: id)
            default: break
            }
        }
        // A name that was removed and declared again is no longer marked.
        event.removedFields.subtract(fields.map { path + $0.name })
    }

    private mutating func field(using generator: inout SeededGenerator, isRequired: Bool) -> Field {
        serial += 1
        return Field(
            name: "f\(Int.random(in: 0..<6, using: &generator))_\(serial % 3)_\(serial)",
            type: type(using: &generator, depth: 0),
            isRequired: isRequired, classification: .none)
    }

    private mutating func type(using generator: inout SeededGenerator, depth: Int) -> FieldType {
        switch Int.random(in: 0..<(depth < 2 ? 8 : 5), using: &generator) {
        case 0: .int32
        case 1: .float
        case 2: .string
        case 3: .decimal(precision: 9, scale: 2)
        case 4: .uuid
        case 5: .list(element: type(using: &generator, depth: depth + 1), elementID: 0)
        default:
            .structure(
                (0..<2).map {
                    Field(name: "n\($0)", type: type(using: &generator, depth: depth + 1), classification: .none)
                })
        }
    }
}
