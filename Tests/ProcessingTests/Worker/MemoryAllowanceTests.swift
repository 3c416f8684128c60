import BasinCore
import BasinProcessing
import Testing

struct MemoryAllowanceTests {
    @Test("The allowance is what there was, the limit and a margin; no limit is too large for it", arguments: [
        (Int64(0), Int64(4 << 30), Int64(5 << 30)), (100, 0, 100 + 256 << 20), (1, .max, .max), (1, -5, 1 + 256 << 20),
    ])
    func bytes(_ before: Int64, _ limit: Int64, _ expected: Int64) {
        let found = MemoryAllowance.bytes(before: before, limits: RunLimits(memoryBytes: limit))
        // `+` binds weaker than `<<` in Swift: 256 MiB and a little.
        #expect(found == expected)
    }
}
