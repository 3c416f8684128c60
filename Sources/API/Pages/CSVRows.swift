import NIOCore

/// Reads the first rows of a query's CSV answer as it comes: in order, numbers with all their digits, null apart from empty
/// text. Holds no more than it was told to.
struct CSVRows {
    private let mostRows: Int
    private let mostBytes: Int

    /// Names of columns; empty until the first line was read.
    private(set) var header: [String] = []
    private(set) var rows: [[String?]] = []
    /// There is more than was taken.
    private(set) var isCut = false

    private var hasHeader = false
    private var record: [String?] = []
    private var field: [UInt8] = []
    private var isQuoted = false
    private var isWithin = false
    /// A quote was read within quotes: it ends them, or stands for itself.
    private var isQuote = false
    private var bytes = 0

    init(mostRows: Int, mostBytes: Int) {
        self.mostRows = mostRows
        self.mostBytes = mostBytes
    }

    mutating func read(_ piece: ByteBuffer) {
        for byte in piece.readableBytesView {
            if isCut { return }
            take(byte)
        }
    }

    private mutating func take(_ byte: UInt8) {
        bytes += 1
        if isWithin {
            if byte == 34 { (isWithin, isQuote) = (false, true) } else { field.append(byte) }
        } else if isQuote, byte == 34 {
            field.append(34)
            (isWithin, isQuote) = (true, false)
        } else {
            isQuote = false
            switch byte {
            case 34: (isWithin, isQuoted) = (true, true)
            case 44: endField()
            case 10: endRecord()
            // It is quoted where it is part of a value.
            case 13: break
            default: field.append(byte)
            }
        }
        // A row of which a part does not fit is left out whole.
        if bytes > mostBytes { isCut = true }
    }

    private mutating func endField() {
        record.append(field.isEmpty && !isQuoted ? nil : String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
        isQuoted = false
    }

    private mutating func endRecord() {
        endField()
        defer { record.removeAll(keepingCapacity: true) }
        guard hasHeader else {
            hasHeader = true
            header = record.map { $0 ?? "" }
            return
        }
        guard rows.count < mostRows else {
            isCut = true
            return
        }
        rows.append(record)
    }
}
