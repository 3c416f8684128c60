/// Times of many calls, in nanoseconds.
struct Percentiles {
    private var samples: [Int64] = []

    init(capacity: Int) { samples.reserveCapacity(capacity) }

    mutating func add(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        samples.append(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }

    mutating func add(_ other: Percentiles) { samples += other.samples }

    func microseconds(_ share: Double) -> Double {
        let sorted = samples.sorted()
        return sorted.isEmpty ? 0 : Double(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]) / 1000
    }

    func row(_ name: String) -> String {
        let cells = [0.5, 0.9, 0.99, 0.999, 1].map { share in
            let value = String((microseconds(share) * 10).rounded() / 10)
            return String(repeating: " ", count: max(0, 9 - value.count)) + value
        }
        return name + String(repeating: " ", count: max(0, 44 - name.count)) + cells.joined() + "  \(samples.count)"
    }

    static let title = String(repeating: " ", count: 44) + "      p50      p90      p99    p99.9      max  calls"
}
