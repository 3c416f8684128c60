import BasinCollection
import Testing

@Suite struct LiveReaderTests {
    private static let line = Array("event: accepted\ndata: {}\n\n".utf8)

    private func text(_ reader: LiveReader) async -> String? { await reader.next().map { String(decoding: $0, as: UTF8.self) } }

    @Test("The first that a reader hears is that events follow")
    func opening() async {
        let reader = LiveReader(LiveRequest(), at: .now)
        #expect(await text(reader) == ": events follow as they come\n\n")
    }

    @Test("A second's worth is shown at once, then so many a second")
    func rate() async {
        let now = ContinuousClock.now
        let reader = LiveReader(LiveRequest(), at: now)
        #expect(reader.room(at: now) == LiveReader.perSecond)
        reader.show(Array(repeating: Self.line, count: LiveReader.perSecond), at: now)
        #expect(reader.room(at: now) == 0)
        #expect(reader.room(at: now + .milliseconds(100)) == LiveReader.perSecond / 10)
        #expect(reader.room(at: now + .seconds(100)) == LiveReader.perSecond)
    }

    @Test("What was not shown is told behind what was")
    func skipped() async {
        let now = ContinuousClock.now
        let reader = LiveReader(LiveRequest(), at: now)
        _ = await text(reader)
        reader.show([Self.line], notShown: 3, notChecked: 4, at: now)
        reader.show([], notShown: 1, at: now)
        let told = await text(reader)
        #expect(
            told == "event: accepted\ndata: {}\n\nevent: skipped\ndata: {\"not_shown\":4,\"not_checked\":4}\n\n")
    }

    @Test("A reader that takes nothing holds a bounded number of events, and is ended after a minute")
    func stalls() async {
        let start = ContinuousClock.now
        let reader = LiveReader(LiveRequest(), at: start)
        var shown = 0
        for second in 0..<60 {
            let now = start + .seconds(second)
            let room = reader.room(at: now)
            reader.show(Array(repeating: Self.line, count: room), notShown: 1000 - room, at: now)
            shown += room
            #expect(reader.tick(at: now))
        }
        #expect(shown < 1000 && shown >= LiveReader.perSecond * 4)
        #expect(reader.tick(at: start + .seconds(60)))
        #expect(!reader.tick(at: start + .seconds(62)))
        #expect(await reader.next() == nil)
    }

    @Test("One that is slow and goes on is not ended")
    func slow() async {
        let start = ContinuousClock.now
        let reader = LiveReader(LiveRequest(), at: start)
        for minute in 0..<10 {
            let now = start + .seconds(60 * minute)
            reader.show([Self.line], at: now)
            #expect(reader.tick(at: now))
            #expect(await reader.next() != nil)
        }
    }

    @Test("A quiet reader hears something every 15 seconds")
    func heartbeat() async {
        let start = ContinuousClock.now
        let reader = LiveReader(LiveRequest(), at: start)
        _ = await text(reader)
        #expect(reader.tick(at: start + .seconds(14)))
        #expect(reader.tick(at: start + .seconds(16)))
        #expect(await text(reader) == ":\n\n")
    }

    @Test("A reader that waits goes on when there is something, and ends when it is closed")
    func waits() async {
        let reader = LiveReader(LiveRequest(), at: .now)
        _ = await text(reader)
        async let next = text(reader)
        reader.show([Self.line], at: .now)
        #expect(await next == String(decoding: Self.line, as: UTF8.self))
        async let end = text(reader)
        reader.close()
        #expect(await end == nil)
    }
}
