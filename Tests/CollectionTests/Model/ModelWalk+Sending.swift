import BasinCollection
import BasinCore

/// Senders: new events, events again, events that are refused.
extension ModelWalk {
    /// Appends so many batches, all but the first while the first is being written, so that they share a group.
    func append(_ count: Int) async {
        let batches = (0..<count).map { _ in batch() }
        note("append \(batches.map { "#\($0.number) of \($0.events.count)" }.joined(separator: ", "))")
        let others = Enqueued()
        if count > 1 {
            world.interlude = (.written, { [unowned self] in others.answers = batches.dropFirst().map { enqueue($0) } })
        }
        let first = await enqueue(batches[0]).value
        if count > 1, others.answers.isEmpty {
            if world.interlude?.point == .written { world.interlude = nil }
            others.answers = batches.dropFirst().map { enqueue($0) }
        }
        // The log is at work until all are answered: nothing is touched before.
        var receipts = [first]
        for answer in others.answers { receipts.append(await answer.value) }
        for (batch, receipt) in zip(batches, receipts) { learn(batch, receipt) }
    }

    /// Sends an event again about 21 days after it was received: that far back it must still be known.
    func appendFar() async {
        guard let batch = oracle.batches.randomElement(using: &world.generator),
            let event = batch.events.filter({ !$0.isRefused }).randomElement(using: &world.generator),
            let receipt = oracle.receipts[batch.number]
        else { return }
        let hours = 21 * 24 + [-2, 0, 0, 1, 24 * 6, 24 * 8].randomElement(using: &world.generator)!
        let moment = Hour(index: Hour(receipt.receivedTime).index + hours).start
        guard moment > world.now, moment > oracle.lastTime else { return }
        world.move(by: .microseconds(moment.microseconds - world.now.microseconds + 1_000_000))
        note("\(event.identity) again after \(hours) h")
        let again = batched([event], catalog: ModelTypes.catalog(event))
        learn(again, await enqueue(again).value)
    }

    private final class Enqueued {
        var answers: [Task<EventLog.Receipt?, Never>] = []
    }

    /// Puts the batch into the log's queue before it returns. The task ends with the answer, nil when it was refused.
    private func enqueue(_ batch: SentBatch) -> Task<EventLog.Receipt?, Never> {
        // A dead world is sent nothing any more.
        guard !world.isDead else { return Task { nil } }
        oracle.sent(batch)
        let log = world.log!
        if #available(macOS 26.0, *) { return Task.immediate { try? await log.append(batch.sections) } }
        return Task { try? await log.append(batch.sections) }
    }

    /// After a death only those count who had been told before it.
    private func learn(_ batch: SentBatch, _ receipt: EventLog.Receipt?) {
        guard let receipt, !world.isDead || receipt.position <= world.answeredThrough else {
            return oracle.unanswered(batch, notAfter: world.latestTime, isRefused: !world.isDead)
        }
        violations += oracle.acknowledged(batch, receipt, latest: world.latestTime)
    }

    private func nextBatch() -> Int {
        batchCount += 1
        return batchCount
    }

    private func batch() -> SentBatch {
        // Sometimes the same batch, all of it, as a sender does that got no answer.
        if Int.random(in: 0..<8, using: &world.generator) == 0,
            let again = oracle.batches.randomElement(using: &world.generator)
        {
            return SentBatch(
                number: nextBatch(), events: again.events, sections: again.sections,
                notBefore: oracle.lastTime)
        }
        let version = Int.random(in: 0...1, using: &world.generator)
        let count = Int.random(in: 1...9, using: &world.generator)
        return batched((0..<count).map { _ in event(version: version) }, catalog: version)
    }

    func batched(_ events: [ModelEvent], catalog: Int) -> SentBatch {
        let body = Array(("[" + events.map(\.json).joined(separator: ",") + "]").utf8)
        let sections = body.withUnsafeBytes {
            try? IntakeParsers().parse(
                body: $0, mode: .batch, isGzip: false, catalog: ModelTypes.catalogs[catalog]
            ).sections
        }
        if sections?.reduce(0, { $0 + $1.rowCount }) != events.count { violations.append("intake lost events") }
        return SentBatch(
            number: nextBatch(), events: events, sections: sections ?? [],
            notBefore: oracle.lastTime)
    }

    private func event(version: Int) -> ModelEvent {
        let kind = Int.random(in: 0..<10, using: &world.generator)
        let typeID = UInt32.random(in: 1...5, using: &world.generator)
        if kind == 0 {
            names += 1
            let isKnown = Bool.random(using: &world.generator)
            return .refused(.init(typeID: isKnown ? typeID : 0, source: "/model", id: "refused-\(names)"))
        }
        var identity = ModelEvent.Identity(typeID: typeID, source: "/model/\(names % 3)", id: "event-\(names)")
        if kind <= 3, let again = identities.randomElement(using: &world.generator) {
            identity = again
            // The same id in another type is another event.
            if kind == 1 { identity.typeID = typeID }
        } else {
            names += 1
        }
        identities.append(identity)
        let schema = identity.typeID == 1 ? version + 1 : 1
        return .random(identity, version: schema, around: world.now, using: &world.generator)
    }
}
