package import BasinCore
import Foundation

/// Shows a refused event without what may be personal: its shape, its envelope, and the values of fields that are
/// declared to say nothing about a person. Everything else is told by its kind alone, and keys that the schema does not
/// know by their number, because a key may itself be personal.
package struct MaskedEvent: Sendable {
    private let fields: [String: Field]
    /// Attributes that every dataset keeps in clear.
    private static let envelope: Set<String> = [
        "specversion", "id", "source", "type", "time", "datacontenttype", "senttime", "sequence",
    ]

    package init(fields: [Field]) {
        self.fields = Dictionary(fields.map { ($0.name, $0) }) { first, _ in first }
    }

    /// One line of JSON; of what is no JSON object, a description.
    package func text(_ payload: [UInt8]) -> String {
        guard let event = try? JSONSerialization.jsonObject(with: Data(payload)) as? [String: Any] else {
            return "(\(payload.count.counted("byte that is", "bytes that are")) no JSON object)"
        }
        var shown: [String: Any] = [:]
        var unknown = 0
        for (key, value) in event.sorted(by: { $0.key < $1.key }) {
            if Self.envelope.contains(key) {
                shown[key] = Self.isScalar(value) ? value : Self.kind(value)
            } else if key == "data" {
                shown[key] = masked(data: value)
            } else {
                unknown += 1
                shown["(unknown attribute \(unknown))"] = Self.kind(value)
            }
        }
        return Self.json(shown)
    }

    private func masked(data: Any) -> Any {
        guard let object = data as? [String: Any] else { return Self.kind(data) }
        var shown: [String: Any] = [:]
        var unknown = 0
        for (key, value) in object.sorted(by: { $0.key < $1.key }) {
            if let field = fields[key] {
                let isOpen = field.classification == .none && !field.isTruncatedAddress && Self.isScalar(value)
                shown[key] = isOpen ? value : Self.kind(value)
            } else {
                unknown += 1
                shown["(unknown key \(unknown))"] = Self.kind(value)
            }
        }
        return shown
    }

    private static func isScalar(_ value: Any) -> Bool { !(value is [Any]) && !(value is [String: Any]) }

    /// `[text of 12 characters]`
    private static func kind(_ value: Any) -> Any {
        switch value {
        case is NSNull: return NSNull()
        case let text as String: return "[text of \(text.count.counted("character"))]"
        case let list as [Any]: return "[list of \(list.count)]"
        case let object as [String: Any]: return "[object of \(object.count.counted("key"))]"
        case is NSNumber: return "[number, true or false]"
        default: return "[value]"
        }
    }

    private static func json(_ value: [String: Any]) -> String {
        let data = try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
