import BasinCore

/// An Avro object container without compression, with a checksum that Basin's reader insists on.
enum AvroFile {
    private static let magic: [UInt8] = [0x4f, 0x62, 0x6a, 0x01]
    private static let schemaKey = "avro.schema"
    private static let codecKey = "avro.codec"
    /// Avro's null codec has no checksum, so a flipped bit would be a wrong count. Other readers ignore the key.
    private static let checksumKey = "basin.crc32"
    private static let blockSize = 64 * 1024

    /// The whole file. `sync` is the marker between blocks, 16 bytes.
    static func encode<Record>(
        _ records: [Record], schema: String, metadata: [(key: String, value: String)], sync: [UInt8],
        write: (inout AvroOutput, Record) -> Void
    ) -> [UInt8] {
        var blocks = AvroOutput()
        var block = AvroOutput()
        var count = 0
        var checksum = Checksum()
        func flush() {
            guard count > 0 else { return }
            checksum.update(block.bytes)
            blocks.long(Int64(count))
            blocks.bytes(block.bytes)
            blocks.raw(sync)
            block.removeAll()
            count = 0
        }
        for record in records {
            write(&block, record)
            count += 1
            if block.bytes.count >= blockSize { flush() }
        }
        flush()

        var header = AvroOutput()
        header.raw(magic)
        let entries =
            [(key: schemaKey, value: schema), (key: codecKey, value: "null"), (key: checksumKey, value: checksum.text)]
            + metadata
        header.long(Int64(entries.count))
        for entry in entries {
            header.string(entry.key)
            header.string(entry.value)
        }
        header.long(0)
        header.raw(sync)
        return header.bytes + blocks.bytes
    }

    /// Reads what `encode` wrote. A file with another schema or checksum, or one that ends early, is `.damaged`.
    static func decode<Record>(
        _ bytes: [UInt8], path: String, schema: String, read: (inout AvroInput) throws -> Record
    ) throws -> [Record] {
        var input = AvroInput(bytes, path: path)
        guard try input.raw(4) == magic else { throw input.damaged("it is not an Avro file") }
        var metadata: [String: String] = [:]
        for _ in 0..<(try input.count(upTo: 100)) {
            let key = try input.string()
            guard metadata.updateValue(try input.string(), forKey: key) == nil else {
                throw input.damaged("its header says something twice")
            }
        }
        guard try input.long() == 0 else { throw input.damaged("its header does not end") }
        guard metadata[codecKey] == "null", metadata[schemaKey] == schema else {
            throw input.damaged("it does not have the schema that it should have")
        }
        let sync = try input.raw(16)
        var records: [Record] = []
        var checksum = Checksum()
        while input.remaining > 0 {
            let count = Int(try input.count(upTo: Int64(input.remaining)))
            let size = Int(try input.count(upTo: Int64(input.remaining)))
            var block = try input.part(size)
            guard try input.raw(16) == sync else { throw input.damaged("a block does not end where it should") }
            guard count <= size else { throw block.damaged("a block is too short for its records") }
            var whole = block
            checksum.update(try whole.raw(size))
            records.reserveCapacity(records.count + count)
            for _ in 0..<count { records.append(try read(&block)) }
            guard block.remaining == 0 else { throw block.damaged("a block is too long for its records") }
        }
        guard metadata[checksumKey] == checksum.text else { throw input.damaged("its checksum does not match") }
        return records
    }
}
