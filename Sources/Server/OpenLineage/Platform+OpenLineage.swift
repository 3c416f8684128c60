import BasinAPI
import BasinCollection
import BasinCore
import BasinManagement
import BasinMetastore
import BasinWire
import NIOCore

/// Taking what others tell of their lineage.
extension Platform {
    var lineageServices: LineageServices {
        LineageServices(
            receive: { try await self.receive($0) }, partition: { try await self.partitionLineage($0) },
            marquez: { try await self.marquez($0) })
    }

    private static let mostEvents = 1_000

    private func receive(_ body: LineageBody) async throws -> LineageReceived {
        guard !disk.isAlmostFull else { throw DiskRoom.refusal }
        return try await BlockingThreads.shared.run { [self] in
            let received = Array(body.bytes.readableBytesView)
            let bytes = body.isGzip ? try GzipBody.inflated(received, limit: LineageBody.most) : received
            let tree = try JSONTree(json: bytes)
            guard body.isBatch else {
                let event = try take(tree)
                return LineageReceived(receipt: LineageReceipt(received: 1, failedEvents: []), isRun: event.kind == .run)
            }
            return LineageReceived(receipt: try takeBatch(tree))
        }
    }

    /// Those that nothing that comes pushes out.
    func forgetOldLineageEvents() throws {
        let limits = Transaction.LineageEventLimits(), now = clock.now()
        guard let oldest = try metastore.read({ try $0.oldestLineageEvent() }), oldest < now + .seconds(-86_400 * limits.days)
        else { return }
        try metastore.write { try $0.forgetLineageEvents(limits: limits, now: now, mostOld: 1000) }
    }

    private func takeBatch(_ tree: JSONTree) throws -> LineageReceipt {
        guard let items = tree.items else {
            throw BasinError(.invalid, "A batch is an array of events; send one event to /api/v1/lineage.")
        }
        guard items.count <= Self.mostEvents else {
            throw BasinError(.tooLarge, "The batch holds \(items.count) events, and \(Self.mostEvents) at most are taken; send fewer.")
        }
        var failures: [LineageReceipt.Failure] = []
        for (index, item) in items.enumerated() {
            do {
                _ = try take(item)
            } catch let error as BasinError where error.code != .damaged && error.code != .system {
                failures.append(
                    LineageReceipt.Failure(index: index, reason: error.message, retriable: error.code == .unavailable))
            }
        }
        return LineageReceipt(received: items.count, failedEvents: failures)
    }

    /// Each in a transaction of its own, so that one that is wrong changes nothing.
    private func take(_ tree: JSONTree) throws -> OpenLineageEvent {
        let now = clock.now()
        let event = try OpenLineageEvent(tree, now: now)
        let digest = Credentials.digest(Array(event.text.utf8))
        _ = try metastore.write { [namespace] transaction in
            try transaction.take(event, digest: digest, own: namespace, now: now)
        }
        return event
    }
}
