/// A span as the collector read it. Times in microseconds.
struct ExportedSpan: Decodable {
    enum Value: Decodable, Equatable {
        case text(String)
        case whole(Int)
        case real(Double)
        case texts([String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let whole = try? container.decode(Int.self) {
                self = .whole(whole)
            } else if let real = try? container.decode(Double.self) {
                self = .real(real)
            } else if let text = try? container.decode(String.self) {
                self = .text(text)
            } else {
                self = .texts(try container.decode([String].self))
            }
        }
    }

    var trace: String
    var id: String
    var parent: String
    var name: String
    var kind: Int
    var flags: Int
    var start: Int
    var end: Int
    var fails: Bool
    var attributes: [String: Value]
    var resource: [String: Value]

    func text(_ key: String) -> String? { if case .text(let text) = attributes[key] { text } else { nil } }
    func number(_ key: String) -> Int? { if case .whole(let number) = attributes[key] { number } else { nil } }

    /// Whether it lies in the other's time, as a child does. Clocks of two kinds tell them, so a millisecond may differ.
    func lies(in other: ExportedSpan) -> Bool { start >= other.start - 1000 && end <= other.end + 1000 }
}
