import BasinCore
import Hummingbird
import NIOCore

/// The fields of a form that a page sent (`application/x-www-form-urlencoded`).
struct FormFields: Sendable {
    private let items: QueryItems

    /// - Throws: `.invalid` for another type of body, `.tooLarge` for more than 64 KiB.
    init(_ door: DoorRequest) async throws {
        guard door.contentType == "application/x-www-form-urlencoded" else {
            throw BasinError(.invalid, "This takes a form (application/x-www-form-urlencoded); send its fields so.")
        }
        let body = try await door.request.collectedBody(upTo: DoorRequest.formBytes)
        guard let text = String(validating: body.readableBytesView, as: UTF8.self) else {
            throw BasinError(.invalid, "The form is not UTF-8; encode it again.")
        }
        items = try QueryItems(text)
    }

    /// The field without spaces around it; nil where it is left out or empty.
    func text(_ name: String) throws -> String? {
        guard let text = try items.first(name)?.trimmed, !text.isEmpty else { return nil }
        guard !text.utf8.contains(0) else { throw BasinError(.invalid, "The field \(name) holds a zero byte.") }
        return text
    }

    /// The field as it was sent, which may be empty; nil where it is left out.
    func raw(_ name: String) throws -> String? {
        guard let text = try items.first(name) else { return nil }
        guard !text.utf8.contains(0) else { throw BasinError(.invalid, "The field \(name) holds a zero byte.") }
        return text
    }

    func require(_ name: String) throws -> String {
        guard let text = try text(name) else { throw BasinError(.invalid, "The field \(name) is empty; fill it in.") }
        return text
    }

    /// What is typed unseen, with the spaces that are part of it; nil where it is left out or empty.
    func secret(_ name: String) throws -> String? { try raw(name).flatMap { $0.isEmpty ? nil : $0 } }

    func requireSecret(_ name: String) throws -> String {
        guard let text = try secret(name) else { throw BasinError(.invalid, "The field \(name) is empty; fill it in.") }
        return text
    }

    func number(_ name: String) throws -> Int? {
        guard let text = try text(name) else { return nil }
        guard let number = ParameterType.number(text) else {
            throw BasinError(.invalid, "The field \(name) is no whole number; write one in digits.")
        }
        return number
    }

    /// Each field's name once, in order.
    var names: [String] { items.names }

    func all(_ name: String) -> [String] { items.all(name).filter { !$0.isEmpty } }

    static func description(_ fields: [String]) -> BodyDescription {
        BodyDescription(
            contentTypes: ["application/x-www-form-urlencoded"],
            schema: .object([
                ("type", "object"), ("properties", .object(fields.map { ($0, ["type": "string"] as JSONValue) })),
            ]))
    }
}
