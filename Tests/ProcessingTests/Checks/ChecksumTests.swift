import BasinCore
import BasinProcessing
import Testing

struct ChecksumTests {
    @Test("The checksum is count, sum and exclusive or of the stored rows' hashes, as DuckDB alone computes them")
    func oracle() throws {
        let folder = try WorkFolder()
        let order = try folder.order(.sql("SELECT hash(range)::VARCHAR AS user_id, range AS plays FROM range(5000)"))
        let output = try #require(OrderExecution().run(order, cancellation: RunCancellation(limits: order.limits)).output)
        let parts = output.checksum.split(separator: "-").compactMap { UInt64($0, radix: 16) }
        let found = try folder.rows(
            """
            SELECT count(*) AS n, (sum(h) % 18446744073709551616)::UBIGINT AS s, bit_xor(h) AS x
            FROM (SELECT hash(user_id, plays, _partition_time) AS h FROM \(output.files[0].path.sqlLiteral))
            """)
        #expect(parts.count == 3)
        #expect(found == ["{'n': \(parts[0]), 's': \(parts[1]), 'x': \(parts[2])}"])
    }
}
