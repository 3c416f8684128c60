extension DeliveryMachine {
    mutating func answered(_ verdict: Verdict, _ batch: Backlog, _ now: Situation) -> [Action] {
        switch verdict {
        case .taken(let refused):
            failures = 0
            discards = 0
            size.taken(batch.events)
            return [.acknowledge(refused)] + goOn(after: batch, now)
        case .tooLarge(let reason):
            guard size.tooLarge(batch.events) else { return discard(reason, batch, now) }
            return [.release] + send(now)
        case .spoiled(let reason):
            guard size.spoiled(batch.events) else { return discard(reason, batch, now) }
            return [.release] + send(now)
        case .later(let asked, let reason):
            return [.release] + rest(asked, .unreachable, reason, now)
        case .unexpected(let reason):
            return [.release] + rest(nil, .unexpectedAnswer, reason, now)
        case .unauthorized(let reason):
            let until = now.now + retry.heldDelay(random: now.random)
            return [.release, .report(.unauthorized, reason)] + enter(.held(until: until), until: until)
        }
    }

    private mutating func goOn(after batch: Backlog, _ now: Situation) -> [Action] {
        flushing = max(0, flushing - batch.events)
        var later = now
        later.backlog = now.backlog - batch
        becomeIdle()
        return next(later)
    }

    private mutating func discard(_ reason: String, _ batch: Backlog, _ now: Situation) -> [Action] {
        discards += 1
        guard discards > Self.discardsInARow else { return [.discard(reason)] + goOn(after: batch, now) }
        flushing = max(0, flushing - batch.events)
        return [.discard(reason)]
            + rest(retry.longest, .unexpectedAnswer, "The server refuses every event. " + reason, now)
    }

    private mutating func rest(
        _ asked: Duration?, _ code: Problem.Code, _ reason: String, _ now: Situation
    ) -> [Action] {
        failures += 1
        let delay =
            asked.map { retry.delay(asked: $0, random: now.random) }
            ?? retry.delay(failures: failures, random: now.random)
        let isNew = failures == 1
        return (isNew ? [.report(code, reason)] : [])
            + enter(.resting(since: now.now, until: now.now + delay, isAsked: asked != nil), until: now.now + delay)
    }

    mutating func time(_ now: Situation) -> [Action] {
        switch state {
        case .idle: return []
        case .gathering(let until), .resting(_, let until, _), .held(let until):
            return now.now >= until ? send(now) : [.wake(at: until)]
        case .sending(_, let until):
            guard now.now >= until else { return [.wake(at: until)] }
            return [.cancel, .release] + rest(nil, .unreachable, "No answer came in time.", now)
        }
    }

    /// Shortens a rest that is the client's own choice, and not one that just began.
    mutating func flush(_ now: Situation) -> [Action] {
        flushing = now.backlog.events
        switch state {
        case .idle, .gathering: return next(now)
        case .resting(let since, _, isAsked: false) where now.now - since >= retry.first: return send(now)
        case .resting, .sending, .held: return []
        }
    }

    mutating func consent(_ isGranted: Bool, _ now: Situation) -> [Action] {
        guard isGranted != self.isGranted else { return [] }
        self.isGranted = isGranted
        if isGranted { return state == .idle ? next(now) : [] }
        defer { becomeIdle() }
        flushing = 0
        if case .sending = state { return [.cancel, .release] }
        return []
    }
}
