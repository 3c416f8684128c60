import BasinCore

/// Turns CSV (RFC 4180, with a header line) into NDJSON records, piece by piece.
///
/// CSV has only text: a cell whose event field is a number or a bool is written as one when it looks like one; an
/// empty cell is null.
struct CSVRecords {
    private let literalFields: Set<String>
    private var header: [[UInt8]]?
    private var isLiteral: [Bool] = []
    private var row: [[UInt8]] = []
    private var cell: [UInt8] = []
    private var isQuoted = false
    private var afterQuote = false
    private var rowHasContent = false
    private static let maximumCellBytes = 1 << 20

    init(plan: ImportPlan) {
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

    mutating func convert(_ input: [UInt8], into output: inout [UInt8]) throws {
        for byte in input { try take(byte, &output) }
    }

    /// The last line may lack its newline.
    mutating func finish(into output: inout [UInt8]) throws {
        guard !isQuoted else { throw BasinError(.invalid, "The CSV file ends inside a quoted cell.") }
        if rowHasContent { try endRow(&output) }
    }

    private mutating func take(_ byte: UInt8, _ output: inout [UInt8]) throws {
        if isQuoted {
            if afterQuote {
                afterQuote = false
                if byte == UInt8(ascii: "\"") { return cell.append(byte) }
                isQuoted = false
            } else if byte == UInt8(ascii: "\"") {
                return afterQuote = true
            } else {
                guard cell.count < Self.maximumCellBytes else {
                    throw BasinError(.invalid, "A cell of the CSV file is larger than 1 MiB; is a quote missing?")
                }
                return cell.append(byte)
            }
        }
        switch byte {
        case UInt8(ascii: "\"") where cell.isEmpty:
            isQuoted = true
            rowHasContent = true
        case UInt8(ascii: ","):
            guard row.count < 10_000 else { throw BasinError(.invalid, "The CSV file has a row of more than 10,000 cells.") }
            endCell()
            rowHasContent = true
        case UInt8(ascii: "\n"):
            if rowHasContent { try endRow(&output) }
        case UInt8(ascii: "\r"): break
        default:
            guard cell.count < Self.maximumCellBytes else {
                throw BasinError(.invalid, "A cell of the CSV file is larger than 1 MiB; is it a CSV file?")
            }
            cell.append(byte)
            rowHasContent = true
        }
    }

    private mutating func endCell() {
        row.append(cell)
        cell.removeAll(keepingCapacity: true)
    }

    private mutating func endRow(_ output: inout [UInt8]) throws {
        endCell()
        rowHasContent = false
        defer { row.removeAll(keepingCapacity: true) }
        guard let header else {
            let names = row.map { String(decoding: $0, as: UTF8.self) }
            guard Set(names).count == names.count else {
                throw BasinError(.invalid, "The CSV file's header names a column twice.")
            }
            header = row.map(Self.quoted)
            isLiteral = names.map(literalFields.contains)
            return
        }
        guard row.count == header.count else {
            throw BasinError(
                .invalid, "A row of the CSV file has \(row.count) cells where the header has \(header.count) columns.")
        }
        output.append(UInt8(ascii: "{"))
        var isFirst = true
        for (index, cell) in row.enumerated() where !cell.isEmpty {
            if !isFirst { output.append(UInt8(ascii: ",")) }
            isFirst = false
            output.append(contentsOf: header[index])
            output.append(UInt8(ascii: ":"))
            output.append(contentsOf: isLiteral[index] && Self.looksLiteral(cell) ? cell : Self.quoted(cell))
        }
        output.append(UInt8(ascii: "}"))
        output.append(UInt8(ascii: "\n"))
    }

    private static func looksLiteral(_ cell: [UInt8]) -> Bool {
        if cell.elementsEqual("true".utf8) || cell.elementsEqual("false".utf8) { return true }
        var digits = cell[...]
        if digits.first == UInt8(ascii: "-") { digits = digits.dropFirst() }
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first, digits.count <= 18 else { return false }
        let isCanonical = whole.count == 1 || whole.first != UInt8(ascii: "0")
        return isCanonical && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { (48...57).contains($0) } }
    }

    private static func quoted(_ cell: [UInt8]) -> [UInt8] {
        var text: [UInt8] = [UInt8(ascii: "\"")]
        for byte in cell {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                text.append(UInt8(ascii: "\\"))
                text.append(byte)
            case 0..<32:
                let digits = Array("0123456789abcdef".utf8)
                text.append(contentsOf: [0x5C, 0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
        return text
    }
}
