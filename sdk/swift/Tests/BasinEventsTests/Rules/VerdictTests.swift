import BasinEvents
import Testing

@Suite struct VerdictTests {
    enum Kind { case taken, tooLarge, spoiled, later, unauthorized, unexpected }

    func kind(_ answer: DeliveryAnswer?, events: Int = 3) -> Kind {
        switch Verdict(answer, events: events, now: WallTime(microseconds: 0)) {
        case .taken: .taken
        case .tooLarge: .tooLarge
        case .spoiled: .spoiled
        case .later: .later
        case .unauthorized: .unauthorized
        case .unexpected: .unexpected
        }
    }

    @Test(
        "What a Basin server answers",
        arguments: [
            (401, "unauthorized", Kind.unauthorized), (403, "forbidden", .unauthorized), (413, "too_large", .tooLarge),
            (400, "invalid", .spoiled), (429, "rate_limited", .later), (503, "unavailable", .later),
            (500, "internal", .later),
            (408, "timeout", .later), (404, "not_found", .unexpected), (415, "unsupported_media_type", .unexpected),
            (302, "moved", .unexpected), (400, "other", .unexpected), (204, "", .unexpected),
        ])
    func statuses(status: Int, code: String, kind: Kind) {
        #expect(self.kind(FakeServer.error(status, code)) == kind)
    }

    @Test(
        "A 200 counts only when it says what became of as many events as were sent",
        arguments: [
            ("{\"accepted\":3,\"dropped_fields\":0,\"refused\":[]}", Kind.taken),
            (
                "{\"accepted\":2,\"refused\":[{\"index\":1,\"code\":\"x\",\"field\":\"f\",\"message\":\"m\"}]}",
                .taken
            ),
            ("{\"accepted\":0,\"refused\":[]}", .unexpected), ("<html>Welcome to our network</html>", .unexpected),
            ("{}", .unexpected), ("", .unexpected),
        ])
    func success(body: String, kind: Kind) {
        #expect(self.kind(DeliveryAnswer(status: 200, body: Array(body.utf8))) == kind)
    }

    @Test("A 400 or a 413 of something between: only the size is believed")
    func intermediaries() {
        #expect(kind(DeliveryAnswer(status: 400, body: Array("<html>Bad Request</html>".utf8))) == .unexpected)
        #expect(kind(DeliveryAnswer(status: 413, body: Array("<html>Too large</html>".utf8))) == .tooLarge)
        #expect(kind(nil) == .later)
    }

    @Test("Retry-After is heard from 429 and 503")
    func asked() {
        for status in [429, 503] {
            let answer = FakeServer.error(status, "unavailable", headers: ["retry-after": "17"])
            #expect(
                Verdict(answer, events: 1, now: WallTime(microseconds: 0)) == .later(.seconds(17), "No unavailable."))
        }
    }
}
