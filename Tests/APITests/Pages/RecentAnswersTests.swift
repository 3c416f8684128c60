import BasinAPI
import BasinCore
import Synchronization
import Testing

@Suite struct RecentAnswersTests {
    private static let start = Timestamp(microseconds: 1_700_000_000_000_000)

    /// Answers 1, 2, … and waits for its turn where it is told to.
    private final class Counting: Sendable {
        let made = Atomic(0)
        private let (turns, turn) = AsyncStream.makeStream(of: Void.self)
        let waits: Bool

        init(waits: Bool = false) { self.waits = waits }

        func release() { turn.finish() }

        func next() async throws -> Int {
            let number = made.wrappingAdd(1, ordering: .relaxed).newValue
            // The first is never held back.
            if waits, number > 1 { for await _ in turns {} }
            return number
        }
    }

    @Test("however many ask at once, an answer is made once")
    func once() async throws {
        let counting = Counting(), answers = RecentAnswers<String, Int>(seconds: 30)
        let got = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<50 {
                group.addTask { try await answers.answer("a", at: Self.start) { try await counting.next() }.answer }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(got == Array(repeating: 1, count: 50))
        #expect(counting.made.load(ordering: .relaxed) == 1)
    }

    @Test(
        "what is old is made anew, and what was made later than now too",
        arguments: [(29, 1), (31, 2), (86_399, 2), (86_401, 2), (-1, 2)])
    func anew(_ seconds: Int64, _ expected: Int) async throws {
        let counting = Counting(), answers = RecentAnswers<String, Int>(seconds: 30, patience: .seconds(60))
        _ = try await answers.answer("a", at: Self.start) { try await counting.next() }
        let later = try await answers.answer("a", at: Self.start + .seconds(seconds)) { try await counting.next() }
        #expect(later.answer == expected)
        #expect(try await answers.answer("b", at: Self.start) { 9 }.answer == 9)
    }

    @Test("where a new answer takes long, the old one is given with its time, until the new one is there")
    func meanwhile() async throws {
        let counting = Counting(waits: true), answers = RecentAnswers<String, Int>(seconds: 30, patience: .milliseconds(1))
        let later = Self.start + .seconds(3600)
        _ = try await answers.answer("a", at: Self.start) { try await counting.next() }
        for _ in 0..<3 {
            let kept = try await answers.answer("a", at: later) { try await counting.next() }
            #expect(kept.answer == 1 && kept.at == Self.start)
        }
        counting.release()
        var known = try await answers.answer("a", at: later) { try await counting.next() }
        while known.answer == 1 { known = try await answers.answer("a", at: later) { try await counting.next() } }
        #expect(known.answer == 2 && known.at == later)
        #expect(counting.made.load(ordering: .relaxed) == 2)
    }

    @Test("what fails is not kept, and takes nothing from what is")
    func failure() async throws {
        let answers = RecentAnswers<String, Int>(seconds: 30, patience: .seconds(60))
        await #expect(throws: BasinError.self) {
            try await answers.answer("a", at: Self.start) { throw BasinError(.system, "no") }
        }
        #expect(try await answers.answer("a", at: Self.start) { 1 }.answer == 1)
        let later = Self.start + .seconds(60)
        #expect(try await answers.answer("a", at: later) { throw BasinError(.system, "no") }.answer == 1)
        #expect(try await answers.answer("a", at: later) { 2 }.answer == 2)
    }
}
