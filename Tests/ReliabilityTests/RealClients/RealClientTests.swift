import Foundation
import Testing

extension Reliability.Second {
    /// The clients of other collectors, as PyPI has them, against a real server. After each: every event exactly once,
    /// or its refusal visible; and nothing is sent for ever.
    @Suite(.enabled(if: PythonOracle.isHere, "no Python with the clients' packages; make test installs it"))
    struct RealClientTests {
        @Test("Normal traffic: each event is there once, under the id that the client knows",
            arguments: RealClient.allCases)
        func normal(client: RealClient) throws {
            let outcome = try ClientOutcome(client, .normal)
            outcome.expectEnded()
            outcome.expectEachOnce()
            outcome.expectValues()
            outcome.expectNothingRefused()
            outcome.expectStatuses([200])
        }

        @Test("An identity that a client links is one row, whatever was sent again",
            arguments: [ClientScenario.normal, .killed])
        func links(scenario: ClientScenario) throws {
            let drill = try ScenarioDrill.of(scenario)
            let users = drill.clients.values.flatMap { $0.report.sent.compactMap(\.link) }
            #expect(!users.isEmpty && Set(users).count == users.count)
            let (rows, found) = drill.links
            #expect(rows == users.count && found == users.count, "\(rows) of \(found) users, not \(users.count)")
        }

        @Test("An answer is lost, then the server killed in mid-batch and started again: each event is there once",
            arguments: RealClient.allCases)
        func killed(client: RealClient) throws {
            let outcome = try ClientOutcome(client, .killed)
            outcome.expectEnded()
            outcome.expectEachOnce()
            outcome.expectNothingRefused()
            // What was cut has no status; what was lost after the answer has one that the client never saw.
            #expect(outcome.evidence.exchanges?.contains { $0.status == nil } == true, "nothing was cut")
            #expect(Set(outcome.evidence.statuses) == [200])
        }

        @Test("429 with Retry-After: the client comes back, nothing is lost and nothing twice",
            arguments: RealClient.allCases)
        func limited(client: RealClient) throws {
            let outcome = try ClientOutcome(client, .limited)
            outcome.expectEnded()
            outcome.expectEachOnce()
            outcome.expectNothingRefused()
            outcome.expectStatuses([200, 429])
            outcome.expectRetryAfter()
        }

        @Test("An oversize event is in quarantine, or the client itself refuses it; its neighbours are there once",
            arguments: RealClient.allCases)
        func oversize(client: RealClient) throws {
            let outcome = try ClientOutcome(client, .oversize)
            outcome.expectEnded()
            outcome.expectEachOnce()
            outcome.expectStatuses([200])
            #expect(outcome.evidence.report.special.count == 1)
            if client.refusesOversize {
                let says = outcome.evidence.report.errors.contains { $0.message.contains("exceeds") }
                #expect(says, "the client does not say so")
            }
            // Of what is too large no id is kept, so that they are counted over all clients.
            let refused = outcome.drill.refused.values.joined()
            #expect(refused.count == RealClient.allCases.count { !$0.refusesOversize })
            #expect(refused.allSatisfy { $0.code == "too_large" }, "\(refused.map(\.code))")
        }

        @Test("A body beyond the limit is refused so that the client hears it, gives up and says so",
            arguments: ClientScenario.huge.clients)
        func huge(client: RealClient) throws {
            let outcome = try ClientOutcome(client, .huge)
            outcome.expectEnded()
            // A batch goes with its oversize event; all else is there.
            outcome.expectEachOnce(butFailed: true)
            let errors = outcome.evidence.report.errors
            #expect(errors.count == 1, "told \(errors.count) times: \(errors.first?.message ?? "")")
        }

        @Test("A bad key: the client hears it, gives up at once, and nothing of its events is there",
            arguments: RealClient.allCases)
        func badKey(client: RealClient) throws {
            let outcome = try ClientOutcome(client, .badKey)
            outcome.expectEnded()
            outcome.expectNothingRefused()
            #expect(client.types.allSatisfy { outcome.drill.rows[$0, default: []].isEmpty }, "events are there")
            #expect(!outcome.evidence.report.errors.isEmpty, "the client tells nobody")
            // Snowplow's and PostHog's clients would send again after a 404, Snowplow's for ever.
            let statuses = outcome.evidence.statuses
            #expect(statuses.allSatisfy { [400, 401, 403, 422].contains($0) }, "\(statuses)")
        }

        @Test("Schema-invalid events among good ones are in quarantine, the good ones are there once",
            arguments: RealClient.allCases)
        func invalid(client: RealClient) throws {
            let outcome = try ClientOutcome(client, .invalid)
            outcome.expectEnded()
            outcome.expectEachOnce()
            outcome.expectStatuses([200])
            outcome.expectInvalidInQuarantine()
        }
    }
}
