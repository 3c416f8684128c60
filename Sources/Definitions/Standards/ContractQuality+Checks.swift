import BasinCore

/// Checks as rules of a contract: of the library where it has an equal, else SQL that counts what is wrong, else Basin's
/// own words.
extension ContractQuality {
    /// Puts the check where the standard wants it: beside its column, or beside the table.
    static func add(_ check: Check, to object: inout ContractObject) {
        var rule = ContractQuality(name: check.name, type: "library")
        rule.severity = check.isBlocking ? "error" : "warning"
        var column: String?
        switch check.rule {
        case .rowCount(let min, let max):
            rule.metric = "rowCount"
            rule.comparison = bounds(min, max)
            (rule.unit, rule.dimension) = ("rows", "completeness")
        case .notNull(let name):
            column = name
            rule.count("nullValues", dimension: "completeness")
        case .unique(let columns):
            if columns.count == 1 { column = columns[0] } else { rule.arguments = [.init("properties", .strings(columns))] }
            rule.count("duplicateValues", dimension: "uniqueness")
        case .acceptedValues(let name, let values):
            column = name
            rule.arguments = [.init("validValues", .strings(values))]
            rule.count("invalidValues", dimension: "conformity")
        case .range(let name, let min, let max):
            column = name
            rule.type = "sql"
            rule.query = rangeQuery(name, min, max)
            rule.comparison = .init("mustBe", .number("0"))
            rule.dimension = "conformity"
            rule.custom = [basin("range", [("min", .text(min)), ("max", .text(max))])]
        case .foreignKey(let name, let dataset, let key):
            column = name
            rule.own([("foreign_key", .sparse([("dataset", .string(dataset)), ("key", .string(key))]))], dimension: "consistency")
            if let index = object.properties.firstIndex(where: { $0.name == name }) {
                object.properties[index].references.append("\(dataset).\(key)")
            }
        case .freshness(let name, let seconds):
            column = name
            rule.own([("freshness", .sparse([("within", .string("\(seconds)s"))]))], dimension: "timeliness")
        case .sql(let query):
            rule.type = "sql"
            rule.query = countHead + query + countTail
            rule.comparison = .init("mustBe", .number("0"))
        }
        if let column, let index = object.properties.firstIndex(where: { $0.name == column }) {
            object.properties[index].quality.append(rule)
        } else {
            object.quality.append(rule)
        }
    }

    /// Around a query that answers the rows that are wrong, as the standard wants a number.
    static let countHead = "SELECT count(*) FROM (\n"
    static let countTail = "\n) AS wrong_rows"
    static let engine = "basin"

    private mutating func count(_ metric: String, dimension: String) {
        self.metric = metric
        comparison = .init("mustBe", .number("0"))
        unit = "rows"
        self.dimension = dimension
    }

    private mutating func own(_ implementation: [(String, WrittenJSON?)], dimension: String) {
        type = "custom"
        engine = Self.engine
        self.implementation = .sparse(implementation)
        self.dimension = dimension
    }

    private static func basin(_ name: String, _ values: [(String, WrittenJSON?)]) -> WrittenJSON.Member {
        .init(ContractExtensions.prefix + name, .sparse(values))
    }

    private static func bounds(_ min: Int?, _ max: Int?) -> WrittenJSON.Member {
        switch (min, max) {
        case (let min?, let max?) where min == max: .init("mustBe", .number(String(min)))
        case (let min?, let max?): .init("mustBeBetween", .array([.number(String(min)), .number(String(max))]))
        case (nil, let max?): .init("mustBeLessOrEqualTo", .number(String(max)))
        case (let min, nil): .init("mustBeGreaterOrEqualTo", .number(String(min ?? 0)))
        }
    }

    private static func rangeQuery(_ column: String, _ min: String?, _ max: String?) -> String {
        func literal(_ text: String) -> String {
            switch RangeBound(text)?.isTime {
            case false?: text
            case true?: "TIMESTAMPTZ \(text.sqlLiteral)"
            case nil: text.sqlLiteral
            }
        }
        let wrong = [min.map { "\(column.sqlIdentifier) < \(literal($0))" }, max.map { "\(column.sqlIdentifier) > \(literal($0))" }]
        return "SELECT count(*) FROM {object} WHERE " + wrong.compactMap(\.self).joined(separator: " OR ")
    }
}
