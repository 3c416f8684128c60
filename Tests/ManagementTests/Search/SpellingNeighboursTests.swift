import BasinManagement
import Testing

@Suite struct SpellingNeighboursTests {
    /// The definition, without a limit.
    private static func plainDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var table = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
        for i in 0...a.count { table[i][0] = i }
        for j in 0...b.count { table[0][j] = j }
        for i in 0..<a.count {
            for j in 0..<b.count {
                table[i + 1][j + 1] = min(
                    table[i][j + 1] + 1, table[i + 1][j] + 1, table[i][j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    table[i + 1][j + 1] = min(table[i + 1][j + 1], table[i - 1][j - 1] + 1)
                }
            }
        }
        return table[a.count][b.count]
    }

    private static func word(_ generator: inout some RandomNumberGenerator) -> String {
        let length = Int.random(in: 1...10, using: &generator)
        return String(decoding: (0..<length).map { _ in UInt8.random(in: 97...99, using: &generator) }, as: UTF8.self)
    }

    @Test("The distance within a limit is the distance, or nil beyond it")
    func distance() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<3_000 {
            let a = Self.word(&generator), b = Self.word(&generator)
            let plain = Self.plainDistance(Array(a.utf8), Array(b.utf8))
            for limit in 0...3 {
                #expect(SpellingNeighbours.distance(a, b, limit: limit) == (plain <= limit ? plain : nil), "\(a) \(b) \(limit)")
            }
        }
    }

    @Test("Two words within what both forgive share a rest, so that no near word is overlooked")
    func complete() {
        var generator = SystemRandomNumberGenerator()
        var near = 0
        for _ in 0..<20_000 {
            let a = Self.word(&generator), b = Self.word(&generator)
            let limit = min(SpellingNeighbours.forgiven(a), SpellingNeighbours.forgiven(b))
            guard limit > 0, SpellingNeighbours.distance(a, b, limit: limit) != nil else { continue }
            near += 1
            #expect(!Set(SpellingNeighbours.of(a)).isDisjoint(with: SpellingNeighbours.of(b)), "\(a) \(b)")
        }
        #expect(near > 0)
    }
}
