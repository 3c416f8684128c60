import BasinCore
import BasinProcessing
import Testing

struct ChecksQueryTests {
    @Test("Rules about rows and the whole share one statement; only those that compare rows have their own")
    func merged() throws {
        let folder = try WorkFolder()
        let rules: [Check.Rule] = [
            .rowCount(min: 1, max: nil), .notNull(column: "plays"), .range(column: "plays", min: "1", max: nil),
            .acceptedValues(column: "user_id", values: ["a"]), .unique(columns: ["user_id"]), .sql("SELECT 1"),
        ]
        let checks = rules.map { Check(name: "c", rule: $0) }
        let query = try ChecksQuery(folder.order(.sql("SELECT 1"), checks: checks))
        #expect(checks.compactMap(query.cell).count == 3)
        #expect(checks.compactMap(query.count).count == 1)
    }
}
