import BasinCore
import Testing

@Suite struct PartitionRangesTests {
    @Test(
        "Ranges hold what a set of numbers holds, whatever is put in and taken out", arguments: 0..<20 as Range<UInt64>)
    func oracle(seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var ranges = PartitionRanges(), oracle: Set<Int> = []
        for step in 0..<400 {
            let lower = random(60) - 30, range = lower..<lower + random(8)
            switch random(5) {
            case 0: ranges.insert(range); oracle.formUnion(range)
            case 1: ranges.remove(range); oracle.subtract(range)
            case 2: ranges.insert(lower); oracle.insert(lower)
            case 3: ranges.remove(lower); oracle.remove(lower)
            default:
                let others = (0..<random(4)).map { _ in random(60) - 30 }
                ranges.formUnion(PartitionRanges(others))
                oracle.formUnion(others)
            }
            let asked = lower - 5..<lower + random(20)
            let isSame =
                Array(ranges.ranges.joined()) == oracle.sorted() && ranges.count == oracle.count
                && ranges.first == oracle.min() && ranges.last == oracle.max() && ranges.isEmpty == oracle.isEmpty
                && asked.allSatisfy { ranges.contains($0) == oracle.contains($0) }
                && ranges.contains(range) == range.allSatisfy(oracle.contains)
                && ranges.firstMissing(in: asked) == asked.first { !oracle.contains($0) }
                && Array(ranges.gaps(in: asked).joined()) == asked.filter { !oracle.contains($0) }
                && ranges == PartitionRanges(oracle)
            guard isSame else {
                Issue.record("step \(step): \(ranges.ranges) is not \(oracle.sorted())")
                return
            }
        }
    }
}
