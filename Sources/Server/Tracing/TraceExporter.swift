import BasinCore
import BasinTracing
import Logging
import ServiceLifecycle

/// Sends what waits in a tracer's queue to the operator's collector, a batch at a time, until the server stops.
/// Whatever the collector does, nothing else waits for it: what cannot be sent is dropped and counted.
struct TraceExporter: Service {
    private let settings: TraceSettings
    private let queue: SpanQueue
    private let otlp: OTLPTraces
    private let logger: Logger

    init(_ settings: TraceSettings, _ queue: SpanQueue, instance: String, logger: Logger) {
        self.settings = settings
        self.queue = queue
        self.logger = logger
        otlp = OTLPTraces(
            resource: [
                Attribute(.serviceName, settings.serviceName), Attribute(.serviceVersion, BasinVersion.current),
                Attribute(.serviceInstance, instance),
            ], version: BasinVersion.current)
    }

    /// So long is at most collected before it is sent.
    private static let interval = Duration.seconds(1)
    /// Nobody waits longer for a server to stop because its collector is away.
    private static let farewell = Duration.seconds(2)

    func run() async throws {
        logger.notice("spans are exported", metadata: ["otlp.host": "\(settings.host)"])
        let collector = OTLPClient(settings)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await sendUntilStopped(collector) }
            group.addTask { [queue] in
                try? await gracefulShutdown()
                queue.wake()
                try? await Task.sleep(for: Self.farewell)
            }
            await group.next()
            group.cancelAll()
        }
        await collector.close()
    }

    private func sendUntilStopped(_ collector: OTLPClient) async {
        await withDiscardingTaskGroup { group in
            group.addTask { [queue] in
                while (try? await Task.sleep(for: Self.interval)) != nil { queue.wake() }
            }
            var isAway = false
            for await _ in queue.arrivals {
                while !Task.isCancelled {
                    let batch = queue.take()
                    guard !batch.isEmpty else { break }
                    await send(batch, collector, &isAway)
                }
                if Task.isCancelled || Task.isShuttingDownGracefully { break }
            }
            group.cancelAll()
        }
    }

    private func send(_ batch: [Span], _ collector: OTLPClient, _ isAway: inout Bool) async {
        let body = otlp.body(batch)
        var retry = ExportRetry()
        while true {
            let answer = await collector.post(body)
            switch retry.step(after: answer, random: Double.random(in: 0..<1)) {
            case .done(let rejected):
                if isAway { logger.notice("spans are exported again", metadata: ["otlp.host": "\(settings.host)"]) }
                isAway = false
                let rejected = min(max(rejected, 0), batch.count)
                queue.exported(batch.count - rejected)
                return queue.dropped(rejected, .rejected)
            case .drop(let reason):
                tell(answer, &isAway)
                return queue.dropped(batch.count, reason)
            case .again(let pause):
                tell(answer, &isAway)
                // A server that stops does not try again.
                _ = await within(pause) { try? await gracefulShutdown() }
                if Task.isCancelled || Task.isShuttingDownGracefully { return queue.dropped(batch.count, .unreachable) }
            }
        }
    }

    /// The same trouble with every batch is one trouble.
    private func tell(_ answer: ExportRetry.Answer, _ isAway: inout Bool) {
        guard !isAway else { return }
        isAway = true
        let status: String
        if case .status(let code, _) = answer { status = "status \(code)" } else { status = "no answer" }
        logger.warning(
            "spans cannot be exported; what finds no room meanwhile is dropped",
            metadata: ["otlp.host": "\(settings.host)", "otlp.answer": "\(status)"])
    }
}
