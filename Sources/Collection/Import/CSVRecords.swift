import BasinCore

/// Turns CSV (RFC 4180, with a header line) into NDJSON records, piece by piece.
///
/// CSV has only text: a cell whose event field is a number or a bool is written as one when it looks like one; an
/// empty cell is null. A row that has not as many cells as the header becomes a line too, so that it is refused and
/// counted like every other record that does not fit.
struct CSVRecords {
    /// What is known about the records that were written since `takeNotes`.
    struct Notes {
        /// The line of the file, from 1, where each begins.
        var lines: [Int] = []
        /// Why a record must be refused, by its number among them.
        var failures: [Int: RowFailure] = [:]
    }

    /// The names in the header, once it was read.
    private(set) var columns: [String] = []
    private let plan: ImportPlan
    private let literalFields: Set<String>
    private var header: [[UInt8]]?
    private var isLiteral: [Bool] = []
    private var row: [[UInt8]] = []
    private var cell: [UInt8] = []
    private var isQuoted = false
    private var afterQuote = false
    private var rowHasContent = false
    private var line = 1
    private var rowLine = 1
    private var notes = Notes()
    private static let maximumCellBytes = 1 << 20

    init(plan: ImportPlan) {
        self.plan = plan
        var fields: Set<String> = [plan.timeField]
        for field in plan.type.schema.fields {
            switch field.type {
            case .bool, .int32, .int64, .float, .double, .decimal, .timestamp:
                fields.insert(plan.mapping[field.name] ?? field.name)
            default: break
            }
        }
        literalFields = fields
    }

    /// - Throws: `.invalid` when the file is no CSV, or its header lacks a column that it must have.
    mutating func convert(_ input: [UInt8], into output: inout [UInt8]) throws {
        for byte in input { try take(byte, &output) }
    }

    /// The last line may lack its newline.
    mutating func finish(into output: inout [UInt8]) throws {
        guard !isQuoted || afterQuote else {
            throw BasinError(
                .invalid, "The CSV file ends inside a quoted cell of the row that begins in line \(rowLine); is a quote missing?")
        }
        if rowHasContent { try endRow(&output) }
    }

    mutating func takeNotes() -> Notes {
        defer { notes = Notes() }
        return notes
    }

    private mutating func take(_ byte: UInt8, _ output: inout [UInt8]) throws {
        let isLineEnd = byte == UInt8(ascii: "\n")
        defer { if isLineEnd { line += 1 } }
        if isQuoted {
            if afterQuote {
                afterQuote = false
                if byte == UInt8(ascii: "\"") { return try append(byte) }
                isQuoted = false
            } else if byte == UInt8(ascii: "\"") {
                return afterQuote = true
            } else {
                return try append(byte)
            }
        }
        switch byte {
        case UInt8(ascii: "\"") where cell.isEmpty:
            beginRow()
            isQuoted = true
        case UInt8(ascii: ","):
            guard row.count < 10_000 else {
                throw BasinError(.invalid, "The CSV file has a row of more than 10,000 cells, in line \(rowLine); is it a CSV file?")
            }
            beginRow()
            endCell()
        case UInt8(ascii: "\n"): if rowHasContent { try endRow(&output) }
        case UInt8(ascii: "\r"): break
        default:
            beginRow()
            try append(byte)
        }
    }

    private mutating func append(_ byte: UInt8) throws {
        guard cell.count < Self.maximumCellBytes else {
            throw BasinError(
                .invalid, "The CSV file has a cell of more than 1 MiB in the row that begins in line \(rowLine); is a quote missing?")
        }
        cell.append(byte)
    }

    private mutating func beginRow() {
        if !rowHasContent { rowLine = line }
        rowHasContent = true
    }

    private mutating func endCell() {
        row.append(cell)
        cell.removeAll(keepingCapacity: true)
    }

    private mutating func endRow(_ output: inout [UInt8]) throws {
        endCell()
        rowHasContent = false
        isQuoted = false
        afterQuote = false
        defer { row.removeAll(keepingCapacity: true) }
        guard let header else { return try takeHeader() }
        if row.count == header.count {
            appendRecord(header, &output)
        } else {
            notes.failures[notes.lines.count] = RowFailure(
                code: .badRow,
                reason: "has \(row.count.counted("cell")) where the header has \(header.count.counted("column")); is a quote or a comma missing?")
            appendCells(&output)
        }
        notes.lines.append(rowLine)
    }

    private mutating func takeHeader() throws {
        columns = row.map { String(decoding: $0, as: UTF8.self) }
        guard Set(columns).count == columns.count else {
            throw BasinError(.invalid, "The CSV file's header names a column twice.")
        }
        if let missing = plan.neededFields.first(where: { !columns.contains($0) }) {
            throw plan.missing(missing, "The header of the file has no column", has: columns)
        }
        header = row.map(CSVText.json)
        isLiteral = columns.map(literalFields.contains)
    }

    private func appendRecord(_ header: [[UInt8]], _ output: inout [UInt8]) {
        output.append(UInt8(ascii: "{"))
        var isFirst = true
        for (index, cell) in row.enumerated() where !cell.isEmpty {
            if !isFirst { output.append(UInt8(ascii: ",")) }
            isFirst = false
            output.append(contentsOf: header[index])
            output.append(UInt8(ascii: ":"))
            output.append(contentsOf: (isLiteral[index] ? CSVText.literal(cell) : nil) ?? CSVText.json(cell))
        }
        output.append(contentsOf: "}\n".utf8)
    }

    private func appendCells(_ output: inout [UInt8]) {
        output.append(UInt8(ascii: "["))
        for (index, cell) in row.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            output.append(contentsOf: CSVText.json(cell))
        }
        output.append(contentsOf: "]\n".utf8)
    }
}
