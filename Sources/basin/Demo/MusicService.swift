import BasinCore

/// The made-up music service of `examples/streaming`: its listeners, and the CloudEvents that their apps send.
///
/// Everything follows from the seed: there is no clock and no other randomness. About 1 in 200 events is one that was
/// sent again, 1 in 200 happened hours or days before it is sent, and 3 in 1,000 are broken on purpose.
struct MusicService {
    let seed: UInt64
    let catalogue: SongCatalogue
    let listeners: [Listener]
    private var visits: [Visit] = []
    /// What was sent last, for sending it again.
    private var recent: [[UInt8]] = []

    init(seed: UInt64, listenerCount: Int = 4000) {
        self.seed = seed
        catalogue = SongCatalogue(seed: seed)
        var random = SeededRandom(seed: seed, stream: 0x4C49_5354)
        listeners = (0..<max(1, listenerCount)).map { Listener(number: $0, &random) }
    }

    /// The events that arrive in an hour, in order of arrival, which is their `time`; each is one CloudEvent as JSON.
    ///
    /// The same service, hour and `perHour` give the same events, whatever was made before: an interrupted history can
    /// be sent again from its last hour. `perHour` is the mean of a week; the hour's own number follows the rhythm.
    mutating func events(in hour: Hour, perHour: Int) -> [(json: [UInt8], time: Timestamp)] {
        var random = SeededRandom(seed: seed, stream: UInt64(bitPattern: Int64(hour.index)))
        let wobble = Double(random.within(93, 107)) / 100
        let count = Int((Double(max(0, perHour)) * WeeklyRhythm.weight(in: hour) * wobble).rounded())
        var events: [(json: [UInt8], time: Timestamp)] = []
        events.reserveCapacity(count)
        let length = 3_600_000_000
        while events.count < count {
            var visit = newVisit(&random)
            // Some visits began in the hour before; only this hour's part of a visit is told.
            var offset = random.below(length + 1_500_000_000) - 1_500_000_000
            while events.count < count, offset < length,
                let action = visit.next(isPaying: listeners[visit.listener].isPaying, &random)
            {
                let arrival = Timestamp(microseconds: hour.start.microseconds + Int64(max(0, offset)))
                var pause = 0
                let json = event(action, of: visit, at: arrival, pause: &pause, &random)
                if offset >= 0 {
                    events.append((json, arrival))
                    if events.count < count, random.chance(in10000: 50) {
                        let again = min(length - 1, offset + random.within(200_000, 45_000_000))
                        events.append((json, Timestamp(microseconds: hour.start.microseconds + Int64(again))))
                    }
                }
                offset += pause
            }
        }
        events.sort { $0.time < $1.time }
        return events
    }

    /// So many events that are sent at the moment, as one JSON batch (`application/cloudevents-batch+json`).
    ///
    /// Visits go on from one call to the next. Apart from what is sent again on purpose, calls for different moments
    /// give different identities, so that a sender that starts again sends new events; no two calls may share a moment.
    mutating func next(at moment: Timestamp, count: Int) -> [UInt8] {
        var random = SeededRandom(seed: ~seed, stream: UInt64(bitPattern: moment.microseconds))
        var batch: [UInt8] = [UInt8(ascii: "[")]
        batch.reserveCapacity(count * 640)
        while visits.count < 400 { visits.append(newVisit(&random)) }
        for index in 0..<max(0, count) {
            if index > 0 { batch.append(UInt8(ascii: ",")) }
            if !recent.isEmpty, random.chance(in10000: 50) {
                batch.append(contentsOf: recent[random.below(recent.count)])
                continue
            }
            let json = nextEvent(at: moment, &random)
            batch.append(contentsOf: json)
            if recent.count < 64 { recent.append(json) } else { recent[random.below(64)] = json }
        }
        batch.append(UInt8(ascii: "]"))
        return batch
    }

    private mutating func nextEvent(at moment: Timestamp, _ random: inout SeededRandom) -> [UInt8] {
        var pause = 0
        let place = random.below(visits.count)
        while true {
            let isPaying = listeners[visits[place].listener].isPaying
            if let action = visits[place].next(isPaying: isPaying, &random) {
                return event(action, of: visits[place], at: moment, pause: &pause, &random)
            }
            visits[place] = newVisit(&random)
        }
    }

    /// Few listeners come often, most seldom.
    private func newVisit(_ random: inout SeededRandom) -> Visit {
        let listener = random.below(listeners.count) * random.below(listeners.count) / listeners.count
        return Visit(listener: listener, &random)
    }
}
