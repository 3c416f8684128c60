import BasinCore
import BasinProcessing
import Testing

struct MemoryAllowanceTests {
    private static let margin: Int64 = 256 << 20
    private static let gibibyte: Int64 = 1 << 30
    static let cases: [(Int64, Int64, Int64)] = [
        (0, 4 * gibibyte, 5 * gibibyte), (100, 0, 100 + margin), (1, .max, .max), (1, -5, 1 + margin),
    ]

    @Test("The allowance is what there was, the limit and a margin; no limit is too large for it", arguments: cases)
    func bytes(_ before: Int64, _ limit: Int64, _ expected: Int64) {
        let found = MemoryAllowance.bytes(before: before, limits: RunLimits(memoryBytes: limit))
        #expect(found == expected)
    }
}
