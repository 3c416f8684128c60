import BasinEvents
import Foundation
import Testing

@Suite struct SmallRuleTests {
    @Test("A session ends after a pause, not by a clock that goes back")
    func session() {
        let start = WallTime(microseconds: 1_541_253_600_000_000)
        var count = 0
        func newID() -> String {
            count += 1
            return "s\(count)"
        }
        var session = Session(id: "s0", lastActive: start)
        let idle = Duration.seconds(1800)
        var now = start
        for (pause, id) in [
            (1, "s0"), (1799, "s0"), (1799, "s0"), (1800, "s1"), (5, "s1"), (-86_400, "s1"), (10, "s1"), (9000, "s2"),
        ] {
            now = now.advanced(by: .seconds(pause))
            let isNew = session.touch(at: now, idle: idle, newID: newID)
            #expect(session.id == id && isNew == (pause >= 1800))
        }
    }

    @Test("Numbers begin at 1 for each type, and lost ones stay a gap")
    func sequences() {
        var sequences = Sequences(["old": 41])
        #expect(sequences.next("old") == 42 && sequences.next("new") == 1)
        sequences.skip("new", 3)
        #expect(sequences.next("new") == 5 && sequences.last == ["old": 42, "new": 5])
    }

    @Test("The oldest files go, neither the one that is written to nor one that is being sent")
    func eviction() {
        let segments = (1...5).map { Segment(id: $0, source: "", start: 0, end: 100, waiting: 1, synced: 0) }
        func victims(_ incoming: Int, _ cap: Int, _ pinned: Set<UInt64> = []) -> [UInt64] {
            Eviction.victims(segments, incoming: incoming, cap: cap, pinned: pinned).map(\.id)
        }
        #expect(victims(0, 500) == [] && victims(1, 500) == [1] && victims(101, 500) == [1, 2])
        #expect(victims(101, 500, [1]) == [2, 3] && victims(10_000, 500) == [1, 2, 3, 4])
        #expect(Eviction.victims([], incoming: 10, cap: 1, pinned: []).isEmpty)
    }

    @Test("A batch takes one event of any size, and else what fits")
    func batchLimits() {
        let limits = BatchLimits(events: 3, bytes: 100)
        #expect(limits.admits(5000, after: Backlog()))
        #expect(
            limits.admits(60, after: Backlog(events: 1, bytes: 40))
                && !limits.admits(61, after: Backlog(events: 1, bytes: 40)))
        #expect(!limits.admits(1, after: Backlog(events: 3, bytes: 3)))
    }

    @Test(
        "The subject of a token, of whatever length its parts are",
        arguments: [
            "{\"sub\":\"53\"}", "{\"sub\":\"53\",\"a\":1}", "{\"sub\":\"53\",\"aa\":1}",
            "{\"sub\":\"53\",\"x\":\"??>>\"}",
        ])
    func token(payload: String) {
        #expect(TokenClaims(token: SampleToken.of(payload))?.subject == "53")
    }

    @Test(
        "What is no token, or has no subject",
        arguments: [
            "", "abc", "a.b.c", "a..c", SampleToken.of("{}"), SampleToken.of("{\"sub\":\"\"}"),
            SampleToken.of("{\"sub\":5}"), SampleToken.of("[]"), "a.b.c.d",
        ])
    func noToken(text: String) { #expect(TokenClaims(token: text) == nil) }

    @Test("A token is void from the second on that it names; another token is read anew")
    func expiry() {
        var reader = SubjectReader()
        let token = SampleToken.of("{\"sub\":\"53\",\"exp\":1541253600}")
        let end = WallTime(microseconds: 1_541_253_600_000_000)
        #expect(reader.subject(of: token, at: end.advanced(by: .microseconds(-1))) == "53")
        #expect(reader.subject(of: token, at: end) == nil)
        #expect(reader.subject(of: SampleToken.of("{\"sub\":\"54\"}"), at: end) == "54")
        #expect(reader.subject(of: nil, at: end) == nil)
    }
}
