import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Reliability {
    /// A stop while clients are at something: it comes soon, and nothing acknowledged is lost.
    @Suite struct StopTests {
        /// Seconds: before the first of the limits is over (20 s) after which a client that does nothing is ended anyway.
        private static let bound = 15.0

        @Test("A stop with a half-sent body under way ends soon, and that request is answered or cut")
        func halfSentBody() throws {
            let drill = try ClientDrill("stophalf")
            let half = try (0..<5).map { _ in
                let (_, request) = drill.request(50)
                let connection = try drill.connect()
                connection.send(Array(request.bytes.dropLast(request.body.count / 2)))
                return connection
            }
            // The server has seen them when it answers one that came later.
            #expect(drill.basin.isAlive())
            try expectStop(drill, "half-sent bodies")
            for connection in half {
                #expect(try connection.waitForEnd(seconds: 2), "the connection outlives its server")
                if let answer = try connection.answer(seconds: 0.1) { drill.expectRefusal(answer, [408, 503], "at the stop") }
            }
            try restartAndFinish(drill)
        }

        @Test("A stop with silent keep-alive clients, and clients that never said anything, ends soon")
        func silentClients() throws {
            let drill = try ClientDrill("stopsilent")
            let silent = try (0..<20).map { _ in
                let (numbers, request) = drill.request(1)
                let connection = try drill.connect()
                connection.send(request.bytes)
                #expect(try connection.answer()?.status == 200)
                drill.acknowledge(numbers)
                return connection
            }
            let mute = try (0..<20).map { _ in try drill.connect() }
            #expect(drill.basin.isAlive())
            try expectStop(drill, "silent clients")
            for connection in silent + mute { #expect(try connection.waitForEnd(seconds: 2)) }
            try restartAndFinish(drill)
        }

        @Test("A stop with a client that does not read its answer ends soon")
        func deafClient() throws {
            let drill = try ClientDrill("stopdeaf")
            let ask = RawRequest("GET", "/openapi.json").with("Authorization", "Bearer \(BasinProcess.token)").bytes
            let deaf = try RawConnection(port: drill.port, receiveBuffer: 4096)
            for _ in 0..<40 {
                let many = Array(repeatElement(ask, count: 50).joined())
                if deaf.send(many, waits: false) < many.count { break }
            }
            #expect(deaf.hasNews(within: 60))
            #expect(drill.basin.isAlive())
            try expectStop(drill, "a deaf client")
            try restartAndFinish(drill)
        }

        @Test("A stop under load: what was answered 200 is there, the rest is there once or not at all")
        func underLoad() throws {
            let drill = try ClientDrill("stopload")
            let good = (0..<4).map { GoodClient(drill.small, from: 2_000_000 + $0 * 100_000) }
            for client in good { #expect(client.isServed()) }
            try expectStop(drill, "four good clients")
            for (at, record) in good.map({ $0.stop() }).enumerated() {
                #expect(!record.acknowledged.isEmpty)
                record.acknowledged.forEach { drill.acknowledge($0) }
                let first = 2_000_000 + at * 100_000
                drill.mayBeThere(first..<first + record.sent)
            }
            try restartAndFinish(drill)
        }

        private func expectStop(_ drill: ClientDrill, _ what: String) throws {
            let started = ContinuousClock.now
            let code = drill.basin.stop(seconds: 30)
            let took = (ContinuousClock.now - started) / .seconds(1)
            #expect(code == 0, "with \(what) it ends with \(code.map(String.init) ?? "nothing"): \(drill.basin.errorText())")
            #expect(took < Self.bound, "with \(what) the stop took \(took) s")
            if code == nil { drill.basin.kill() }
        }

        private func restartAndFinish(_ drill: ClientDrill) throws {
            try drill.basin.start()
            try drill.finish(isSameProcess: false)
        }
    }
}
