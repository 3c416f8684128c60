import Synchronization

/// Counts durations by ranges, from any thread, without a lock.
package final class DurationHistogram: Sendable {
    /// Upper bounds in seconds; what is longer is in the last range.
    package static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

    private let microseconds = Atomic<Int>(0)
    // One for each bound and one for the rest.
    private let counts: [Counter] = (0...bounds.count).map { _ in Counter() }

    private final class Counter: Sendable {
        let value = Atomic<Int>(0)
    }

    package init() {}

    package func record(_ duration: Duration) {
        let seconds = duration / .seconds(1)
        let range = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        counts[range].value.add(1, ordering: .relaxed)
        microseconds.add(Int(seconds * 1e6), ordering: .relaxed)
    }

    package func metric(_ name: String, _ help: String) -> Metric {
        var samples: [Metric.Sample] = []
        var total = 0
        for (range, counter) in counts.enumerated() {
            total += counter.value.load(ordering: .relaxed)
            let bound = range < Self.bounds.count ? String(Self.bounds[range]) : "+Inf"
            samples.append(Metric.Sample(suffix: "_bucket", labels: [("le", bound)], Double(total)))
        }
        samples.append(Metric.Sample(suffix: "_sum", Double(microseconds.load(ordering: .relaxed)) / 1e6))
        samples.append(Metric.Sample(suffix: "_count", Double(total)))
        return Metric(name, .histogram, help, samples)
    }
}
