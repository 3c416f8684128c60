/// The rows of the batch being read, grouped by kind and type. The buffers are reused from batch to batch.
struct SectionBuffers {
    private struct Open {
        var kind: IntakeBatch.Section.Kind
        var typeNumber: Int
        var typeID: UInt32
        var schemaVersion: UInt32
        var rowCount = 0
    }

    private var open: [Open] = []
    private var writers: [RowWriter] = []
    /// Section number + 1 of each type: accepted at 2n, refused at 2n + 1; refused of no type at the end.
    private var numbers: [Int32] = []

    func deallocate() {
        for writer in writers { writer.deallocate() }
    }

    /// Bytes held.
    var capacity: Int { writers.reduce(0) { $0 + $1.capacity } }

    /// Empties everything for a batch under a catalog of `typeCount` types.
    mutating func reset(typeCount: Int) {
        if numbers.count != typeCount * 2 + 2 {
            numbers = [Int32](repeating: 0, count: typeCount * 2 + 2)
        } else {
            for section in open { numbers[section.typeNumber * 2 + Int(section.kind.rawValue)] = 0 }
        }
        open.removeAll(keepingCapacity: true)
    }

    /// Adds a row. `typeNumber` is the type's number in the catalog; the number of types stands for none.
    @inline(__always)
    mutating func append(
        _ row: RowWriter, kind: IntakeBatch.Section.Kind, typeNumber: Int, typeID: UInt32, schemaVersion: UInt32
    ) {
        let slot = typeNumber &* 2 &+ Int(kind.rawValue)
        var number = Int(numbers[slot]) &- 1
        if number < 0 {
            number = start(
                Open(kind: kind, typeNumber: typeNumber, typeID: typeID, schemaVersion: schemaVersion), slot: slot)
        }
        open[number].rowCount &+= 1
        writers[number].append(row.bytes)
    }

    @inline(never)
    private mutating func start(_ section: Open, slot: Int) -> Int {
        open.append(section)
        if writers.count < open.count { writers.append(RowWriter()) }
        writers[open.count - 1].truncate(to: 0)
        numbers[slot] = Int32(open.count)
        return open.count - 1
    }

    /// The sections as values, in the order in which they began.
    func sections() -> [IntakeBatch.Section] {
        open.indices.map { number in
            let section = open[number]
            return IntakeBatch.Section(
                kind: section.kind, typeID: section.typeID, schemaVersion: section.schemaVersion,
                rowCount: section.rowCount, bytes: Array(writers[number].bytes))
        }
    }
}
