import BasinCore
import BasinWeb
import BasinWire
import NIOCore

/// A sample's JSON as rows: its own columns in their order, then those that every dataset has.
enum SampledRows {
    /// Of a few rows; what is longer is cut behind a whole one.
    private static let mostBytes = 512 << 10

    static func read(_ answer: QueryAnswer, _ columns: [ColumnSummary]) async throws -> QueryRows {
        var lines: [[UInt8]] = [[]]
        var bytes = 0
        var isCut = false
        // An object stands in a line of its own: `{…},`.
        reading: for try await piece in answer.body {
            for byte in piece.readableBytesView {
                if byte == 10 { lines.append([]) } else { lines[lines.count - 1].append(byte) }
                bytes += 1
                if bytes > mostBytes {
                    lines.removeLast()
                    isCut = true
                    break reading
                }
            }
        }
        let objects = try lines.compactMap { line -> [String: JSONTree]? in
            var line = line
            if line.last == UInt8(ascii: ",") { line.removeLast() }
            guard line.first == UInt8(ascii: "{") else { return nil }
            return try WireJSON.decode(JSONTree.self, from: line).members
        }
        // What Basin writes to every row is looked at last.
        let known = columns.map(\.name).filter { !$0.hasPrefix("_") } + columns.map(\.name).filter { $0.hasPrefix("_") }
        let others = Set(objects.flatMap(\.keys)).subtracting(known).sorted()
        let names = known.filter { name in objects.isEmpty || objects.contains { $0[name] != nil } } + others
        let types = Dictionary(columns.map { ($0.name, $0.type) }) { first, _ in first }
        return QueryRows(
            columns: names.map { QueryRows.Column($0, types[$0].map { isNumber($0) ? "DOUBLE" : $0 }) },
            rows: objects.map { object in names.map { text(object[$0] ?? .null) } }, isCut: isCut, seconds: 0)
    }

    /// Whether values of a field's type stand right.
    private static func isNumber(_ type: String) -> Bool {
        ["int32", "int64", "float", "double"].contains(type) || type.hasPrefix("decimal")
    }

    private static func text(_ value: JSONTree) -> String? {
        switch value {
        case .null: nil
        case .bool(let flag): String(flag)
        case .int(let number): String(number)
        case .double(let number): "\(number)"
        case .string(let text): text
        case .array, .object: (try? WireJSON.encode(value)).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}
