/// The values for a prepared statement, and how its rows are wanted.
package struct Binding: Sendable, Equatable {
    package var portal: String
    package var statement: String
    /// One for each parameter; nil is null.
    package var values: [[UInt8]?]
    /// Whether each value is in binary form; none: all text, one: for all.
    package var areBinary: [Bool]
    /// The same of the result's columns.
    package var resultsAreBinary: [Bool]

    package init(
        portal: String = "", statement: String = "", values: [[UInt8]?] = [], areBinary: [Bool] = [],
        resultsAreBinary: [Bool] = []
    ) {
        self.portal = portal
        self.statement = statement
        self.values = values
        self.areBinary = areBinary
        self.resultsAreBinary = resultsAreBinary
    }

    init(_ reader: inout MessageReader, _ limits: PostgresLimits) throws {
        portal = try reader.text()
        statement = try reader.text()
        areBinary = try Self.formats(&reader)
        let count = try reader.count(bytesEach: 4)
        guard count <= limits.parameters else { throw ClientMessage.tooMany(count, limits) }
        values = try (0..<count).map { _ in
            let length = try reader.integer(Int32.self)
            return length == -1 ? nil : try reader.bytes(Int(length))
        }
        resultsAreBinary = try Self.formats(&reader)
        guard areBinary.count < 2 || areBinary.count == count else {
            throw PostgresError.protocolViolation("There are \(areBinary.count) formats for \(count) values.")
        }
    }

    private static func formats(_ reader: inout MessageReader) throws -> [Bool] {
        let count = try reader.count(bytesEach: 2)
        return try (0..<count).map { _ in
            switch try reader.integer(Int16.self) {
            case 0: false
            case 1: true
            case let other:
                throw PostgresError.protocolViolation("The format \(other) is neither text (0) nor binary (1).")
            }
        }
    }

    package func isBinary(_ index: Int) -> Bool { Self.pick(areBinary, index) }
    package func resultIsBinary(_ index: Int) -> Bool { Self.pick(resultsAreBinary, index) }

    private static func pick(_ formats: [Bool], _ index: Int) -> Bool {
        formats.count == 1 ? formats[0] : formats.indices.contains(index) && formats[index]
    }
}
