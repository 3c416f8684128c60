import BasinAPI
import BasinCore
import Synchronization
import Testing

@Suite struct RepeatedRefusalsTests {
    private static let action = AuditedAction(Principal(name: "anna"), "POST /api/v1/keys", object: nil, outcome: .refused)

    @Test("the same refusal within a minute is counted, and told when the minute is over, also by a clock that went back", arguments: [60, -1, -86_400] as [Int64])
    func minute(_ seconds: Int64) {
        let start = Timestamp(microseconds: 1_700_000_000_000_000)
        let now = Mutex(start)
        let refusals = RepeatedRefusals(clock: Clock { now.withLock { $0 } })
        #expect(refusals.isFirst(Self.action))
        for _ in 0..<3 { #expect(!refusals.isFirst(Self.action)) }
        #expect(refusals.due().isEmpty)
        now.withLock { $0 = start + .seconds(seconds) }
        #expect(refusals.due().map { $0.details["times"] } == ["3"])
        #expect(refusals.isFirst(Self.action))
    }
}
