import BasinCore
import Testing

@Suite struct CountedTests {
    @Test(
        "one of a thing has the word of one, and any other number that of many",
        arguments: [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (-1, "-1 rows"), (1234, "1234 rows")])
    func figures(_ value: Int, _ text: String) {
        #expect(value.counted("row") == text)
        #expect(Int64(value).counted("row") == text)
    }

    @Test("words that do not take an s are given, and so are verbs")
    func irregular() {
        #expect([1, 3].map { $0.counted("query", "queries") } == ["1 query", "3 queries"])
        #expect([1, 3].map { $0.word("was", "were") } == ["was", "were"])
    }
}
