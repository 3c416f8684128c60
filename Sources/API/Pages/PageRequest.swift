import BasinCore
import BasinWeb
import BasinWire

/// A request for a page: who looks, when, and what stands in the address.
struct PageRequest: Sendable {
    var door: DoorRequest
    var person: Principal
    var visitor: Visitor

    init(_ door: DoorRequest, _ services: Services) throws {
        self.door = door
        person = try door.person
        visitor = Visitor(person, now: services.pages.now())
    }

    /// The decoded segment in place of `{name}`.
    func parameter(_ name: String) throws -> String { try door.parameter(name) }

    /// The number in place of `{id}`. Throws `.notFound` for what is none.
    func number(_ name: String) throws -> Int {
        guard let number = ParameterType.number(try door.parameter(name)), number > 0 else {
            throw BasinError(.notFound, "There is no page of that number.")
        }
        return number
    }

    /// A parameter of the query; nil where it is left out or empty, as forms leave their fields.
    func item(_ name: String) throws -> String? {
        guard let text = try door.query.first(name), !text.isEmpty else { return nil }
        guard !text.utf8.contains(0), text.unicodeScalars.count <= 10_000 else {
            throw BasinError(.invalid, "The parameter \(name) holds a zero byte or is longer than 10,000 characters.")
        }
        return text
    }

    func items(_ name: String) -> [String] { door.query.all(name).filter { !$0.isEmpty } }
}

extension Visitor {
    init(_ principal: Principal, now: Timestamp) {
        self.init(name: principal.name, teams: principal.teams, permissions: principal.permissions, now: now)
    }
}
