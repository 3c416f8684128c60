import BasinCore

/// A value as a sender writes it, and the text that reading it back must give.
struct ModelValue {
    var json: String
    var text: String?

    /// What stands for null inside a struct's text.
    private static let none = "∅"
    private static let words = [
        "Ünï", "\"quoted\"", "back\\slash", "a rather long piece of text", "日本", "x", "", "🎵 ♫",
    ]

    static func random(_ type: FieldType, using generator: inout SeededGenerator) -> ModelValue {
        switch type {
        case .string:
            var text = words.randomElement(using: &generator)!
            for _ in 0..<Int.random(in: 0...2, using: &generator) {
                text += "-" + words.randomElement(using: &generator)!
            }
            return ModelValue(json: quoted(text), text: text)
        case .bool:
            let value = Bool.random(using: &generator)
            return ModelValue(json: "\(value)", text: "\(value)")
        case .int32: return whole(Int(Int32.random(in: .min ... .max, using: &generator)))
        case .int64: return whole(Int(Int64.random(in: .min ... .max, using: &generator)))
        case .double:
            let value = Double(Int.random(in: -100_000...100_000, using: &generator)) / 4
            return ModelValue(json: "\(value)", text: "\(value)")
        case .decimal:
            let cents = Int.random(in: 0..<1_000_000, using: &generator)
            let text = "\(cents / 100).\(padded(cents % 100, 2))"
            return ModelValue(json: quoted(text), text: text)
        case .timestamp:
            let moment = Timestamp(
                microseconds: Int64.random(in: 1_600_000_000_000_000...1_900_000_000_000_000, using: &generator))
            return ModelValue(json: quoted(moment.description), text: "\(moment.microseconds)")
        case .date:
            let year = Int.random(in: 2010...2040, using: &generator), month = Int.random(in: 1...9, using: &generator)
            let text = "\(year)-0\(month)-17"
            return ModelValue(json: quoted(text), text: text)
        case .uuid:
            let digits = (0..<32).map { _ in String(Int.random(in: 0...15, using: &generator), radix: 16) }.joined()
            var text = ""
            for (index, digit) in digits.enumerated() {
                text += ([8, 12, 16, 20].contains(index) ? "-" : "") + String(digit)
            }
            return ModelValue(json: quoted(text), text: text)
        case .list(let element, _):
            var values: [ModelValue] = []
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                if Int.random(in: 0..<4, using: &generator) == 0 {
                    values.append(ModelValue(json: "null", text: nil))
                } else if element == .string {
                    let word = ["alpha", "beta", "gamma"].randomElement(using: &generator)!
                    values.append(ModelValue(json: quoted(word), text: word))
                } else {
                    values.append(random(element, using: &generator))
                }
            }
            return ModelValue(
                json: "[" + values.map(\.json).joined(separator: ",") + "]",
                text: "[" + values.map { $0.text ?? "NULL" }.joined(separator: ", ") + "]")
        case .structure(let fields):
            var json: [String] = [], text: [String] = []
            for field in fields {
                let value = Bool.random(using: &generator) ? random(field.type, using: &generator) : nil
                if let value { json.append("\(quoted(field.name)):\(value.json)") }
                text.append(value?.text ?? none)
            }
            return ModelValue(json: "{" + json.joined(separator: ",") + "}", text: text.joined(separator: "|"))
        case .float, .json, .binary: preconditionFailure("no type of the model has such a field")
        }
    }

    /// The SQL that gives the text of a stored value.
    static func select(_ type: FieldType, _ name: String) -> String {
        switch type {
        case .timestamp: return "epoch_us(\(name))::VARCHAR"
        case .binary: return name
        case .structure(let fields):
            let parts = fields.map { "coalesce(\(name).\($0.name.sqlIdentifier)::VARCHAR, '\(none)')" }
            return "CASE WHEN \(name) IS NULL THEN NULL ELSE \(parts.joined(separator: " || '|' || ")) END"
        default: return "\(name)::VARCHAR"
        }
    }

    static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private static func whole(_ value: Int) -> ModelValue { ModelValue(json: "\(value)", text: "\(value)") }

    private static func padded(_ value: Int, _ width: Int) -> String {
        String(repeating: "0", count: width - String(value).count) + String(value)
    }
}
