import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Reliability {
    /// Very many clients at once. Guards that none of them goes unanswered and that nobody else waits for them: a good client
    /// is served while all of them are there. How soon is for the benchmarks to measure.
    @Suite struct CrowdTests {
        /// The test needs descriptors of its own for its clients.
        private func raiseOwnLimit() -> Bool {
            #if canImport(Glibc)
                let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
            #else
                let resource = RLIMIT_NOFILE
            #endif
            var limit = rlimit()
            getrlimit(resource, &limit)
            if limit.rlim_cur < 4096 {
                limit.rlim_cur = min(limit.rlim_max, 4096)
                setrlimit(resource, &limit)
            }
            if limit.rlim_cur < 2500 { print("➜ too few descriptors for a crowd here; skipped") }
            return limit.rlim_cur >= 2500
        }

        @Test("Simultaneous connections, each with one event: all are answered, each event is there once",
            arguments: [1000, 2000])
        func eachOneEvent(count: Int) throws {
            guard raiseOwnLimit() else { return }
            let drill = try ClientDrill("crowd")
            try drill.beside {
                let crowd = try (0..<count).map { _ in try drill.connect() }
                let requests = crowd.map { _ in drill.request(1) }
                for (connection, request) in zip(crowd, requests) { connection.send(request.request.bytes) }
                var refused = 0
                for (connection, request) in zip(crowd, requests) {
                    let answer = try connection.answer()
                    if answer?.status == 200 { drill.acknowledge(request.numbers) } else { refused += 1 }
                }
                #expect(refused == 0, "\(refused) of \(count) were not answered with 200")
                withExtendedLifetime(crowd) { drill.expectServed() }
            }
            try drill.finish()
        }

        @Test("2,000 silent connections slow nobody, are not held for ever, and cost little memory")
        func silent() throws {
            guard raiseOwnLimit() else { return }
            let drill = try ClientDrill("silent")
            let before = try #require(ProcessFigures(drill.basin.child?.pid))
            try drill.beside {
                let crowd = try (0..<2000).map { _ in try drill.connect() }
                let arrived = Waiting.until(seconds: 60) {
                    (ProcessFigures(drill.basin.child?.pid)?.descriptors ?? 0) >= before.descriptors + 1900
                }
                let during = try #require(ProcessFigures(drill.basin.child?.pid))
                #expect(arrived, "only \(during) of 2,000 connections")
                #expect(during.megabytes < before.megabytes + 200, "\(before) before, \(during) with 2,000")
                for _ in 0..<20 {
                    let (numbers, request) = drill.request(1)
                    #expect(try drill.answer(request).status == 200)
                    drill.acknowledge(numbers)
                }
                withExtendedLifetime(crowd) { drill.expectServed() }
            }
            try drill.finish()
        }

        @Test("More connections than descriptors: nothing acknowledged is lost, and it recovers without a restart")
        func beyondDescriptors() throws {
            guard raiseOwnLimit() else { return }
            let drill = try ClientDrill("descriptors", wrapper: ["/bin/sh", "-c", #"ulimit -n 256; exec "$0" "$@""#])
            let pid = drill.basin.child?.pid
            let old = try drill.connect()
            let (numbers, request) = drill.request(1)
            old.send(request.bytes)
            #expect(try old.answer()?.status == 200)
            drill.acknowledge(numbers)
            try drill.beside(toleratesFailures: true) {
                var crowd = try (0..<600).map { _ in try drill.connect() }
                for connection in crowd {
                    let (numbers, request) = drill.request(1)
                    connection.send(request.bytes)
                    drill.mayBeThere(numbers)
                }
                // Those that were let in are served and sit on their connections.
                _ = try crowd[0].answer(seconds: 10)
                var answers: [Int] = []
                for _ in 0..<20 {
                    let (numbers, request) = drill.request(1)
                    old.send(request.bytes)
                    let answer = try old.answer(seconds: 60)
                    answers.append(answer?.status ?? 0)
                    if answer?.status == 200 { drill.acknowledge(numbers) } else { drill.mayBeThere(numbers) }
                    if answer?.status == 503 { drill.expectRefusal(answer, [503], "without descriptors") }
                }
                #expect(answers.allSatisfy { $0 == 200 || $0 == 503 }, "\(answers)")
                // A server that cannot accept must wait, not spin.
                let ticks = ProcessFigures.cpuTicks(pid)
                _ = old.hasNews(within: 2)
                let spent = ProcessFigures.cpuTicks(pid) - ticks
                #expect(spent < 150, "\(spent) hundredths of seconds of computing in 2 s of waiting")
                crowd.removeAll()
            }
            let recovers = Waiting.until(seconds: 60) { drill.basin.isAlive() }
            #expect(recovers, "it does not accept again: \(drill.basin.errorText().suffix(500))")
            try drill.small.post(drill.numbersNow(50))
            try drill.finish()
        }

        @Test("With the usual soft limit of 1,024 descriptors, 1,500 clients are served")
        func usualLimit() throws {
            guard raiseOwnLimit() else { return }
            let drill = try ClientDrill("softlimit", wrapper: ["/bin/sh", "-c", #"ulimit -Sn 1024; exec "$0" "$@""#])
            try drill.beside {
                let crowd = try (0..<1500).map { _ in try drill.connect() }
                let requests = crowd.map { _ in drill.request(1) }
                for (connection, request) in zip(crowd, requests) { connection.send(request.request.bytes) }
                var unanswered = 0
                for (connection, request) in zip(crowd, requests) {
                    let answer = try connection.answer(seconds: unanswered == 0 ? 60 : 0.01)
                    if answer?.status == 200 { drill.acknowledge(request.numbers) } else {
                        unanswered += 1
                        drill.mayBeThere(request.numbers)
                    }
                }
                withExtendedLifetime(crowd) { drill.expectServed() }
                #expect(unanswered == 0, "\(unanswered) of 1,500 wait: a program may raise its soft limit itself")
            }
            try drill.finish()
        }
    }
}
