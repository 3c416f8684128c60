import BasinCore
import BasinKeys

/// The subjects of some rows: each looked up once, each row knows its own.
struct RowSubjects {
    private var subjects: [Subject] = []
    /// Index into `subjects`, -1 for none; empty when the type has no subject field.
    private var ofRow: [Int32] = []

    subscript(row: Int) -> Subject? {
        guard !ofRow.isEmpty, ofRow[row] >= 0 else { return nil }
        return subjects[Int(ofRow[row])]
    }

    /// Finds or makes the subjects of the rows of which `isNovel` says so, in one transaction of the key store.
    init(_ rows: [EncodedRow], where isNovel: [Bool], schema: EventSchema, position: Int?, keys: KeyStore) throws {
        guard let position else { return }
        let types = schema.fields.prefix(position + 1).map(\.type)
        let bitmapBytes = (schema.fields.count + 7) / 8
        var ids: [[UInt8]] = []
        var seen: [Bytes: Int32] = [:]
        ofRow = [Int32](repeating: -1, count: rows.count)
        for index in rows.indices where isNovel[index] {
            var cursor = FieldCursor(position: rows[index].fields, end: rows[index].end)
            let present = try cursor.take(bitmapBytes)
            guard FieldCursor.isPresent(present, position) else { continue }
            for number in 0..<position where FieldCursor.isPresent(present, number) { try cursor.skip(types[number]) }
            let value = Bytes(bytes: try cursor.takeValue(types[position]))
            if let known = seen[value] {
                ofRow[index] = known
            } else {
                seen[value] = Int32(ids.count)
                ofRow[index] = Int32(ids.count)
                ids.append(Self.text(of: value.bytes, types[position]))
            }
        }
        subjects = try keys.subjects(for: ids)
    }

    /// An id where it lies in the rows; compared by what it holds.
    private struct Bytes: Hashable {
        var bytes: UnsafeRawBufferPointer

        static func == (a: Bytes, b: Bytes) -> Bool { a.bytes.count == b.bytes.count && a.bytes.elementsEqual(b.bytes) }

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
