import BasinCollection
import BasinCore

/// What intake made of a case, in the bytes that the oracle computes, too.
enum FuzzVerdict {
    static func of(_ one: FuzzCase, _ parser: IntakeParser, _ catalog: IntakeCatalog) -> [UInt8] {
        do {
            let batch = try one.body.withUnsafeBytes {
                try parser.parse(
                    body: $0, mode: one.contentMode, isGzip: one.isGzip, catalog: catalog, limits: FuzzWorld.limits)
            }
            return bytes(batch)
        } catch let error as BasinError {
            return [UInt8(ascii: "E")] + Array(error.code.rawValue.utf8)
        } catch {
            return Array("unexpected error".utf8)
        }
    }

    private static func bytes(_ batch: IntakeBatch) -> [UInt8] {
        var out: [UInt8] = [UInt8(ascii: "B")]
        append(batch.acceptedCount, &out)
        append(batch.droppedFieldCount, &out)
        append(batch.refusals.count, &out)
        for refusal in batch.refusals {
            append(refusal.index, &out)
            append(Array(refusal.code.rawValue.utf8), &out)
            append(Array((refusal.field ?? "").utf8), &out)
        }
        append(batch.sections.count, &out)
        for section in batch.sections {
            out.append(section.kind.rawValue)
            append(Int(section.typeID), &out)
            append(Int(section.schemaVersion), &out)
            append(section.rowCount, &out)
            append(section.kind == .events ? section.bytes : withoutMessages(section.bytes), &out)
        }
        return out
    }

    /// Code, field and payload of every refused row; the words of the message are not the oracle's business.
    private static func withoutMessages(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var at = 0
        while at < bytes.count {
            let end = at + 4 + number(bytes, at)
            at += 32
            let hasField = bytes[at] & 4 != 0
            at += 1
            var texts: [[UInt8]] = []
            while at < end {
                let length = number(bytes, at)
                texts.append(Array(bytes[at + 4..<at + 4 + length]))
                at += 4 + length
            }
            append(texts[0], &out)
            append(hasField ? texts[2] : [], &out)
            append(texts[hasField ? 3 : 2], &out)
        }
        return out
    }

    private static func number(_ bytes: [UInt8], _ at: Int) -> Int {
        Int(bytes[at]) | Int(bytes[at + 1]) << 8 | Int(bytes[at + 2]) << 16 | Int(bytes[at + 3]) << 24
    }

    static func append(_ number: Int, _ out: inout [UInt8]) {
        for shift in [0, 8, 16, 24] { out.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    static func append(_ bytes: [UInt8], _ out: inout [UInt8]) {
        append(bytes.count, &out)
        out += bytes
    }
}
