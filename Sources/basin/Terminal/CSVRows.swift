/// The rows of an RFC 4180 text that this program asked for, the first of which holds the titles.
struct CSVRows {
    private(set) var rows: [[String]] = []

    init(_ bytes: [UInt8]) {
        var row: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var index = 0
        func text() -> String { String(decoding: cell, as: UTF8.self) }
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\"") where isQuoted && index < bytes.count && bytes[index] == UInt8(ascii: "\""):
                cell.append(byte)
                index += 1
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ",") where !isQuoted:
                row.append(text())
                cell = []
            case 10 where !isQuoted:
                rows.append(row + [text()])
                row = []
                cell = []
            case 13 where !isQuoted: break
            default: cell.append(byte)
            }
        }
        if !cell.isEmpty || !row.isEmpty { rows.append(row + [text()]) }
    }
}
