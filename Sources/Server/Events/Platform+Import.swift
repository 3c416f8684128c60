import BasinCollection
import BasinCore
import BasinMetastore
import BasinTracing
import BasinWarehouse
import BasinWire
import NIOCore
import Synchronization

extension Platform {
    func importFile(
        _ request: ImportRequest, body: AsyncThrowingStream<ByteBuffer, any Error>
    ) async throws -> ImportSummary {
        let span = trace?.begin("basin.import")
        do {
            let summary = try await importFile(request, body: body, span)
            span?.end([
                Attribute(.received, summary.records), Attribute(.delivered, summary.delivered),
                Attribute(.duplicate, summary.duplicate), Attribute(.quarantined, summary.quarantined),
                Attribute(.hours, summary.hours),
            ])
            return summary
        } catch {
            span?.end(error)
            throw error
        }
    }

    private func importFile(
        _ request: ImportRequest, body: AsyncThrowingStream<ByteBuffer, any Error>, _ span: OpenSpan?
    ) async throws -> ImportSummary {
        let start = ContinuousClock.now
        let type = try await read { try Self.type(named: request.type, in: $0) }
        guard !type.isRemoved else {
            throw BasinError(.conflict, "The definition of \(type.name) was removed; nothing can be imported into it.")
        }
        guard let format = ImportPlan.Format(rawValue: request.format) else {
            throw BasinError(
                .invalid,
                "The format \(request.format.prefix(40)) is not known; use ndjson, csv, parquet or cloudevents.")
        }
        span?.add([Attribute(.eventType, type.name), Attribute(.format, format.rawValue)])
        guard importing.withLock({ $0.insert(type.id).inserted }) else {
            throw BasinError(.conflict, "Another import into \(type.name) is under way; wait for it, then try again.")
        }
        defer { importing.withLock { _ = $0.remove(type.id) } }
        let importer = try Importer(
            plan: try ImportPlan(
                type: type, format: format, timeField: request.timeField, mapping: request.mapping,
                mayLack: Set(request.mayLack), idField: request.idField, source: request.source ?? "import",
                range: try range(request, before: Hour(try await log.watermark().receivedTime)),
                replaces: request.replace, reason: request.reason), delivery: delivery)
        do {
            var byteCount = 0
            defer { span?.add([Attribute(.bytes, byteCount)]) }
            for try await piece in body {
                let bytes = Array(piece.readableBytesView)
                byteCount += bytes.count
                try await BlockingThreads.shared.run { try importer.append(bytes) }
            }
            // A body that was cancelled ends like one that is whole.
            try Task.checkCancellation()
        } catch {
            importer.cancel()
            throw error
        }
        let outcome = try await importer.finish()
        pipelines.signal()
        await project(ProjectedTable(type), summary: ["basin.reason": request.reason ?? "import"])
        return ImportSummary(
            records: outcome.counts.received, delivered: outcome.counts.delivered, duplicate: outcome.counts.duplicate,
            quarantined: outcome.counts.quarantined, replaced: outcome.replaced, hours: outcome.hoursWithNewRows,
            sealedHours: outcome.sealedHours, unfilled: outcome.unfilled,
            refusals: outcome.refusals.map {
                RefusedEvent(
                    index: $0.index, line: $0.line, code: $0.code.rawValue, field: $0.field, message: $0.message)
            }, seconds: (ContinuousClock.now - start) / .seconds(1))
    }

    private func range(_ request: ImportRequest, before closed: Hour) throws -> Range<Hour>? {
        switch (request.from, request.to) {
        case (nil, nil): return nil
        case (let from?, let to?):
            let lower = try Self.hour(from, argument: "from"), upper = try Self.hour(to, argument: "to")
            guard lower < upper else { throw BasinError(.invalid, "--from must be before --to.") }
            guard upper.index - lower.index <= 366 * 24 * 10 else {
                throw BasinError(.invalid, "--from and --to are more than ten years apart; import in pieces.")
            }
            guard upper <= closed else {
                throw BasinError(
                    .invalid,
                    "--to is later than the hour that has just ended; an hour that is not over cannot be complete.")
            }
            return lower..<upper
        default:
            throw BasinError(.invalid, "--from and --to go together: they say for which hours the file is complete.")
        }
    }
}
