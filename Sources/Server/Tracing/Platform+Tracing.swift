import BasinCollection
import BasinTracing

extension Platform {
    /// The trace of the request that is being answered; nil when it is not recorded.
    var trace: ActiveTrace? { tracer == nil ? nil : ActiveTrace.current }

    /// Waits until the batch is durable: the group's sync, and what is before it.
    func commit(_ batch: IntakeBatch) async throws {
        guard let trace else { return try await intake.commit(batch) }
        let span = trace.begin("basin.commit", commitAttributes(batch))
        do {
            try await intake.commit(batch)
            span.end()
        } catch {
            span.end(error)
            throw error
        }
    }

    private func commitAttributes(_ batch: IntakeBatch) -> [Attribute] {
        let types = Set(batch.sections.map(\.typeID)).compactMap { delivery.name(of: $0) }.sorted()
        return [
            Attribute(.accepted, batch.acceptedCount), Attribute(.refused, batch.refusals.count),
            Attribute(.bytes, batch.sections.reduce(0) { $0 + $1.bytes.count }),
        ] + (types.count == 1 ? [Attribute(.eventType, types[0])] : [Attribute(.eventTypes, types)])
    }
}
