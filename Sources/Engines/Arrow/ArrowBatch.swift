import BasinCore
import CDuckDB

/// The buffers of one batch of rows in the order of Arrow's IPC format: of each field, before its children, which values
/// are there, and then the values.
///
/// Points into the array that it was made of.
struct ArrowBatch {
    private(set) var nodes: [(Int64, Int64)] = []
    private(set) var buffers: [UnsafeRawBufferPointer] = []
    private let rows: Int64

    /// - Parameter array: a struct with one child a column.
    init(_ array: ArrowArray, _ fields: [ArrowField]) throws {
        rows = array.length
        guard array.offset == 0, Int(array.n_children) == fields.count else { throw Self.unexpected }
        for (index, field) in fields.enumerated() { try add(Self.child(array, index), field) }
    }

    /// Places of the buffers in the body, each on a multiple of eight bytes, and the body's length.
    var places: (buffers: [(Int64, Int64)], length: Int64) {
        var position: Int64 = 0
        let places = buffers.map { buffer in
            defer { position += Int64(Self.padded(buffer.count)) }
            return (position, Int64(buffer.count))
        }
        return (places, position)
    }

    static func padded(_ count: Int) -> Int { (count + 7) / 8 * 8 }

    /// `RecordBatch` of Arrow's Message.fbs.
    var table: FlatTable { FlatTable([0: .int64(rows), 1: .pairs(nodes), 2: .pairs(places.buffers)]) }

    private mutating func add(_ array: ArrowArray, _ field: ArrowField) throws {
        guard array.offset == 0, array.dictionary == nil, Int(array.n_children) == field.children.count else {
            throw Self.unexpected
        }
        let count = Int(array.length)
        if case .nothing = field.type.layout {
            nodes.append((array.length, array.length))
            return
        }
        let validity = try Self.buffer(array, 0)
        let nulls = validity.map { Self.nulls(array, $0, count) } ?? 0
        nodes.append((array.length, Int64(nulls)))
        buffers.append(UnsafeRawBufferPointer(start: nulls == 0 ? nil : validity, count: nulls == 0 ? 0 : (count + 7) / 8))
        switch field.type.layout {
        case .nothing, .children: break
        case .bits: try add(array, 1, (count + 7) / 8)
        case .fixed(let width): try add(array, 1, count * width)
        case .offsets(let hasData):
            try add(array, 1, count == 0 ? 0 : (count + 1) * 4)
            guard hasData else { break }
            let end = count == 0 ? 0 : Int(buffers[buffers.count - 1].loadUnaligned(fromByteOffset: count * 4, as: Int32.self))
            guard end >= 0 else { throw Self.unexpected }
            try add(array, 2, end)
        }
        for (index, child) in field.children.enumerated() { try add(Self.child(array, index), child) }
    }

    private mutating func add(_ array: ArrowArray, _ index: Int, _ count: Int) throws {
        let start = try Self.buffer(array, index)
        guard start != nil || count == 0 else { throw Self.unexpected }
        buffers.append(UnsafeRawBufferPointer(start: count == 0 ? nil : start, count: count))
    }

    private static func buffer(_ array: ArrowArray, _ index: Int) throws -> UnsafeRawPointer? {
        guard index < Int(array.n_buffers), let buffers = array.buffers else { throw unexpected }
        return buffers[index]
    }

    private static func child(_ array: ArrowArray, _ index: Int) throws -> ArrowArray {
        guard let child = array.children?[index] else { throw unexpected }
        return child.pointee
    }

    /// Those that the array says, or counted where it does not.
    private static func nulls(_ array: ArrowArray, _ validity: UnsafeRawPointer, _ count: Int) -> Int {
        if array.null_count >= 0 { return Int(array.null_count) }
        return (0..<count).count { validity.load(fromByteOffset: $0 / 8, as: UInt8.self) >> UInt8($0 % 8) & 1 == 0 }
    }

    private static let unexpected = BasinError(.system, "DuckDB gave a batch of another shape than it described; ask for another format.")
}
