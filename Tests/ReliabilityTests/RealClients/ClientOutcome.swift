import Foundation
import Testing

/// What became of the events of one client in one scenario, and what is expected of it.
struct ClientOutcome {
    let client: RealClient
    let drill: ScenarioDrill
    let evidence: ClientEvidence

    init(_ client: RealClient, _ scenario: ClientScenario) throws {
        self.client = client
        drill = try ScenarioDrill.of(scenario)
        guard let evidence = drill.clients[client] else { throw DrillFailure("\(client) has no part in \(scenario)") }
        self.evidence = evidence
    }

    private var report: DriverReport { evidence.report }
    private var complaints: String { (report.errors.map(\.message) + report.log).prefix(3).joined(separator: "; ") }

    /// The client ended by itself, and its requests were not many.
    func expectEnded(_ place: SourceLocation = #_sourceLocation) {
        #expect(
            evidence.exitCode == 0 && report.finished,
            """
            not finished after \(report.seconds) s, exit code \(evidence.exitCode ?? -1), \
            \(evidence.statuses.suffix(20)); \(complaints)
            """, sourceLocation: place)
        #expect(report.sent.count == drill.scenario.count(client), sourceLocation: place)
        guard let exchanges = evidence.exchanges else { return }
        let most = client.mostRequests(report.sent.count, drill.scenario)
        #expect(!exchanges.isEmpty && exchanges.count <= most, "\(exchanges.count) requests", sourceLocation: place)
    }

    /// All of these, and no others.
    func expectStatuses(_ statuses: Set<Int>, _ place: SourceLocation = #_sourceLocation) {
        #expect(Set(evidence.statuses) == statuses, sourceLocation: place)
        let areAnswered = evidence.exchanges?.allSatisfy { $0.status != nil } == true
        #expect(areAnswered, "a request had no answer", sourceLocation: place)
    }

    private func type(of sent: DriverReport.Sent) -> String {
        switch sent.kind {
        case "song": client.songType
        case "page" where client.pageType != nil: client.pageType ?? ""
        default: client.catchAll ?? client.songType
        }
    }

    /// Every good event is in its table once, and nothing else is. `butFailed`: those that the client reported lost
    /// need not be there.
    func expectEachOnce(butFailed: Bool = false, _ place: SourceLocation = #_sourceLocation) {
        for type in client.types {
            let rows = drill.rows[type, default: []]
            let sent = report.good.filter { self.type(of: $0) == type }
            let found = Set(rows.map(\.id))
            #expect(found.count == rows.count, "ids of \(type) are there twice", sourceLocation: place)
            guard client.knowsIDs else {
                expectNumbers(type, rows, sent, butFailed: butFailed, place)
                continue
            }
            let expected = Set(sent.compactMap(\.id))
            #expect(expected.count == sent.count, "the client gave an id twice", sourceLocation: place)
            let lost = expected.subtracting(found).subtracting(butFailed ? report.failedIDs : [])
            // Counts, lest a failure prints hundreds of ids.
            #expect(
                lost.count == 0, "\(lost.count) of \(expected.count) of \(type) are lost; \(complaints)",
                sourceLocation: place)
            let foreign = found.subtracting(expected)
            #expect(
                foreign.count == 0, "\(foreign.count) of \(type) have ids that nobody sent: \(foreign.prefix(2))",
                sourceLocation: place)
        }
    }

    /// Records without ids are told by their number, where the type has it.
    private func expectNumbers(
        _ type: String, _ rows: [EventRow], _ sent: [DriverReport.Sent], butFailed: Bool, _ place: SourceLocation
    ) {
        #expect(
            rows.count == sent.count || butFailed && rows.count < sent.count,
            "\(rows.count) rows of \(type), \(sent.count) sent", sourceLocation: place)
        guard type == client.songType else { return }
        let numbers = Set(rows.compactMap { Int($0.value) })
        #expect(numbers.count == rows.count, "numbers of \(type) are there twice", sourceLocation: place)
        let expected = Set(sent.map(\.n))
        let areRight = butFailed ? numbers.isSubset(of: expected) : numbers == expected
        #expect(areRight, "other numbers of \(type) than were sent", sourceLocation: place)
    }

    /// The fields hold what the client was given.
    func expectValues(_ place: SourceLocation = #_sourceLocation) {
        let numbers = Dictionary(report.good.compactMap { sent in sent.id.map { ($0, sent.n) } }) { first, _ in first }
        for row in drill.rows[client.songType, default: []] where client.knowsIDs {
            #expect(Int(row.value) == numbers[row.id], sourceLocation: place)
        }
        for row in client.pageType.map({ drill.rows[$0, default: []] }) ?? [] {
            let number = numbers[row.id] ?? -1
            #expect(row.value == "Home \(number)|https://shop.example/\(number)", sourceLocation: place)
        }
    }

    func expectNothingRefused(_ place: SourceLocation = #_sourceLocation) {
        for type in client.types + [""] {
            let refused = drill.refused[type, default: []]
            let first = refused.first.map { "\($0)" } ?? ""
            #expect(refused.isEmpty, "\(refused.count) of \(type): \(first)", sourceLocation: place)
        }
        // Nobody reports a failure, except of what was tried again and came through.
        guard drill.scenario == .normal else { return }
        #expect(report.errors.count == 0, "\(complaints)", sourceLocation: place)
    }

    /// Each is there once, with the field to blame, and recognisable by its id.
    func expectInvalidInQuarantine(_ place: SourceLocation = #_sourceLocation) {
        let refused = drill.refused[client.songType, default: []]
        #expect(
            !report.special.isEmpty && refused.count == report.special.count,
            "\(refused.count) refused, \(report.special.count) sent", sourceLocation: place)
        let areBlamed = refused.allSatisfy { $0.code == "invalid_field" && $0.field?.hasSuffix("n") == true }
        #expect(areBlamed, "\(refused.prefix(2))", sourceLocation: place)
        for id in report.special.compactMap(\.id) {
            let count = refused.count { $0.event?.contains(id) == true }
            #expect(count == 1, "\(id) is in quarantine \(count) times", sourceLocation: place)
        }
    }

    /// A client that obeys was told a time that it could keep, and kept it.
    func expectRetryAfter(_ place: SourceLocation = #_sourceLocation) {
        guard let exchanges = evidence.exchanges else { return }
        for (refused, next) in zip(exchanges, exchanges.dropFirst()) where refused.status == 429 {
            guard let seconds = refused.retryAfter, let answered = refused.answered else {
                Issue.record("a 429 without an integer Retry-After", sourceLocation: place)
                continue
            }
            if client.obeysRetryAfter {
                let waited = (next.began - answered) / .seconds(1)
                #expect(waited > Double(seconds) - 0.2, "back after \(waited) s of \(seconds)", sourceLocation: place)
            }
        }
    }
}
