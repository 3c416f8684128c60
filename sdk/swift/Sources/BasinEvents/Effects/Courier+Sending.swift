import Dispatch

extension Courier {
    /// Sends the oldest events. They are durable before: numbers that the server has seen are never given again.
    func send(_ attempt: Int, _ limits: BatchLimits) {
        do {
            try journal.sync()
            guard let batch = try journal.nextBatch(limits, onDamage: reportDamage) else {
                return apply(.nothing(attempt: attempt))
            }
            let request = try DeliveryRequest(
                server: configuration.server, writeKey: writeKey, batch: batch, sent: surroundings.now(),
                timeout: configuration.requestTimeout)
            inFlight = (attempt, batch)
            statistics.withLock { $0.requests += 1 }
            surroundings.transport.send(request) { [weak self] answer in
                guard let self else { return }
                queue.async { [self] in answered(attempt, answer) }
            }
        } catch {
            journal.release()
            let problem = Problem(storage: error)
            configuration.onProblem(problem)
            apply(.answered(attempt: attempt, .later(nil, problem.message), batch: Backlog()))
        }
    }

    private func answered(_ attempt: Int, _ answer: DeliveryAnswer?) {
        guard let inFlight, inFlight.attempt == attempt, !isEnded else { return }
        let size = inFlight.batch.size
        let verdict = Verdict(answer, events: size.events, now: surroundings.now())
        apply(.answered(attempt: attempt, verdict, batch: size))
    }

    func acknowledge(_ refused: [IntakeAnswer.Refusal]) {
        guard let batch = inFlight?.batch else { return }
        let reasons = Dictionary(refused.map { ($0.index, $0) }) { first, _ in first }
        statistics.withLock { statistics in
            for (index, event) in batch.events.enumerated() {
                if reasons[index] == nil {
                    statistics.types[event.type, default: .init()].delivered += 1
                } else {
                    statistics.types[event.type, default: .init()].refused += 1
                }
            }
        }
        finish(batch)
        for (index, event) in batch.events.enumerated() {
            guard let refusal = reasons[index] else { continue }
            configuration.onProblem(
                Problem(
                    .refused,
                    "The server put an event \(event.type) into quarantine (\(refusal.code)): \(refusal.message)",
                    eventType: event.type, eventID: event.id.uuid, field: refusal.field, count: 1))
        }
    }

    func discard(_ reason: String) {
        guard let batch = inFlight?.batch else { return }
        statistics.withLock { statistics in
            statistics.failedRequests += 1
            for event in batch.events { statistics.types[event.type, default: .init()].undeliverable += 1 }
        }
        finish(batch)
        for event in batch.events {
            configuration.onProblem(
                Problem(
                    .undeliverable, "An event \(event.type) is given up, the server takes no batch with it: \(reason)",
                    eventType: event.type, eventID: event.id.uuid, count: 1))
        }
    }

    /// When it cannot be noted, the batch is sent again after a restart; the server knows its events.
    private func finish(_ batch: Batch) {
        inFlight = nil
        do {
            try journal.acknowledge(batch)
        } catch {
            configuration.onProblem(Problem(storage: error))
        }
    }

    private func reportDamage(_ events: Int) {
        configuration.onProblem(
            Problem(.damaged, "A file of the queue changed on disk; \(events) events in it are lost.", count: events))
    }
}
