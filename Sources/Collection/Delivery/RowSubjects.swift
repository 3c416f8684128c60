import BasinCore
import BasinKeys

/// The people whose ids are in some rows: each looked up once, each row knows its own.
struct RowSubjects {
    private var subjects: [Subject] = []
    /// Index into `subjects`, -1 for none, by row and then by slot.
    private var ofRow: [Int32] = []
    private let slotCount: Int

    /// - Parameter slot: Index of the field among those that hold ids of people.
    subscript(row: Int, slot: Int) -> Subject? {
        let index = ofRow[row * slotCount + slot]
        return index < 0 ? nil : subjects[Int(index)]
    }

    /// Finds or makes the subjects of the rows of which `isNovel` says so, in one transaction of the key store.
    /// - Parameter positions: The fields that hold ids of people, ascending.
    init(_ rows: [EncodedRow], where isNovel: [Bool], schema: EventSchema, positions: [Int], keys: KeyStore) throws {
        slotCount = positions.count
        guard let last = positions.last else { return }
        let types = schema.fields.prefix(last + 1).map(\.type)
        let bitmapBytes = (schema.fields.count + 7) / 8
        var ids: [[UInt8]] = []
        var seen: [Bytes: Int32] = [:]
        ofRow = [Int32](repeating: -1, count: rows.count * slotCount)
        for index in rows.indices where isNovel[index] {
            var cursor = FieldCursor(position: rows[index].fields, end: rows[index].end)
            let present = try cursor.take(bitmapBytes)
            var slot = 0
            for number in 0...last {
                let isPerson = positions[slot] == number
                defer { if isPerson { slot += 1 } }
                guard FieldCursor.isPresent(present, number) else { continue }
                guard isPerson else {
                    try cursor.skip(types[number])
                    continue
                }
                let value = Bytes(bytes: try cursor.takeValue(types[number]), slot: slot)
                let known = seen[value] ?? Int32(ids.count)
                ofRow[index * slotCount + slot] = known
                guard known == ids.count else { continue }
                seen[value] = known
                ids.append(Self.text(of: value.bytes, types[number]))
            }
        }
        subjects = try keys.subjects(for: ids)
    }

    /// An id where it lies in the rows; compared by what it holds. Fields of different types are encoded differently.
    private struct Bytes: Hashable {
        var bytes: UnsafeRawBufferPointer
        var slot: Int

        static func == (a: Bytes, b: Bytes) -> Bool {
            a.slot == b.slot && a.bytes.count == b.bytes.count && a.bytes.elementsEqual(b.bytes)
        }

        func hash(into hasher: inout Hasher) { hasher.combine(bytes: bytes) }
    }

    /// A subject's id as people write it: `subject('53')` finds the number 53 too.
    private static func text(of value: UnsafeRawBufferPointer, _ type: FieldType) -> [UInt8] {
        switch type {
        case .int32: Array(String(value.loadUnaligned(as: Int32.self)).utf8)
        case .int64: Array(String(value.loadUnaligned(as: Int64.self)).utf8)
        case .uuid:
            Array(
                value.enumerated().map { index, byte in
                    ([4, 6, 8, 10].contains(index) ? "-" : "") + (byte < 16 ? "0" : "") + String(byte, radix: 16)
                }.joined().utf8)
        default: Array(value)
        }
    }
}
