package import BasinWire

/// What the doors can ask about sources; part of `Services`. Each throws `BasinError`.
package struct SourceServices: Sendable {
    package var all: @Sendable () async throws -> [SourceSummary]
    /// Requests to try a source with: each of its event types, and one that goes to the catch-all. Throws `.notFound`.
    package var samples: @Sendable (_ name: String) async throws -> [SampleRequest]

    package init(
        all: @escaping @Sendable () async throws -> [SourceSummary],
        samples: @escaping @Sendable (String) async throws -> [SampleRequest]
    ) {
        self.all = all
        self.samples = samples
    }
}
