import Foundation
import Testing

/// A server with one event type that has a field of every type, hostile names and texts among them; and what queries must
/// find of the event that each language's client sends.
struct EveryTypeProject {
    let basin: BasinProcess
    let key: String

    init(_ name: String) throws {
        let folder = try TestFolder(name)
        try folder.write("project/teams.yaml", "team-code: {contact: \"#code\"}\n")
        try folder.write("project/events/every_type.yaml", Self.definition)
        try folder.write("project/events/nothing.yaml", "owner: team-code\ndescription: Holds nothing.\nfields: {}\n")
        basin = try BasinProcess(folder, project: folder.path + "/project")
        try basin.start()
        key = try basin.makeKey()
    }

    var folder: TestFolder { basin.folder }
    var server: String { get throws { "http://127.0.0.1:\(try basin.port)" } }

    /// Generates into a folder, whose path it gives.
    func generate(_ language: String, into name: String) throws -> String {
        let output = folder.path + "/" + name
        let done = try basin.command(["codegen", language, "--project", basin.project, "--output", output])
        #expect(done.code == 0 && done.output.contains("written"), "\(done)")
        return output
    }

    static let definition = #"""
        owner: team-code
        description: "A value of every type. */ \"\"\" ''' \\ \\(x) ${x} `"
        fields:
          client:      {type: string, classification: none}
          user_id:     {type: string, classification: pseudonymous, subject: true}
          text:        {type: string, classification: none, description: "*/ \"\"\" \\"}
          flag:        {type: bool, classification: none}
          small:       {type: int32, classification: none}
          large:       {type: int64, classification: none}
          single:      {type: float, classification: none}
          precise:     {type: double, classification: none}
          price:       {type: "decimal(38,10)", classification: none}
          happened_at: {type: timestamp, classification: none}
          clicked_at:  {type: timestamp, classification: none, format: epoch_ms}
          born:        {type: date, classification: none}
          ref:         {type: uuid, classification: none}
          extra:       {type: json, classification: none}
          words:       {type: list<string>, classification: none}
          refs:        {type: list<uuid>, classification: none}
          times:       {type: list<timestamp>, classification: none}
          days:        {type: list<date>, classification: none}
          prices:      {type: "list<decimal(10,2)>", classification: none}
          numbers:     {type: list<list<int64>>, classification: none}
          place:
            type: struct
            classification: none
            fields:
              name:  {type: string}
              seen:  {type: timestamp}
              inner: {type: struct, fields: {count: {type: int32}, left_out: {type: string, required: false}}}
          steps:
            type: list
            classification: none
            element: {type: struct, fields: {kind: {type: string}, cost: {type: "decimal(10,2)", required: false}}}
          class:       {type: string, classification: none}
          self:        {type: string, classification: none}
          import:      {type: string, required: false, classification: none}
          left_out:    {type: double, required: false, classification: none}
          email:       {type: string, required: false, classification: personal, purposes: [support]}
          old:         {type: string, required: false, classification: none, deprecated: "use \"text\" instead"}

        """#

    /// What holds of the event, whoever sent it, by what it is about.
    private static let conditions = [
        ("subject", "user_id = subject('53')"), ("text", "text = 'Grüße 🎵 \"\\'"), ("flag", "flag"),
        ("small", "small = -2147483648"), ("large", "large = 9223372036854775807"), ("single", "single = 0.5"),
        ("precise", "precise = 0.1::DOUBLE"), ("price", "price = 1234567890123456789012345678.0123456789"),
        ("time", "happened_at = '2018-11-03T14:00:00.25Z'::TIMESTAMPTZ"),
        ("clicked", "clicked_at = '1969-12-31T23:59:59Z'::TIMESTAMPTZ"), ("date", "born = '0001-02-03'::DATE"),
        ("uuid", "ref = '123e4567-e89b-12d3-a456-426614174000'"),
        ("json", "extra = '{\"a\":[1,2.5,null,true,\"x\",9007199254740993]}'"),
        ("words", "len(words) = 2 AND words[1] = 'a' AND words[2] = ''"),
        ("refs", "len(refs) = 1 AND refs[1] = '123e4567-e89b-12d3-a456-426614174000'"),
        ("times", "len(times) = 1 AND times[1] = '2018-11-03T14:00:00.25Z'::TIMESTAMPTZ"),
        ("days", "len(days) = 1 AND days[1] = '2018-11-03'::DATE"),
        ("prices", "len(prices) = 2 AND prices[1] = -12.50 AND prices[2] = 0"),
        ("numbers", "len(numbers) = 2 AND numbers[1][2] = -9223372036854775808 AND len(numbers[2]) = 0"),
        ("struct", "place.name = 'Köln' AND place.seen = '2018-11-03T14:00:00.25Z'::TIMESTAMPTZ"),
        ("nested", "place.inner.count = 3 AND place.inner.left_out IS NULL"),
        ("steps", "len(steps) = 2 AND steps[1].kind = 'a' AND steps[1].cost IS NULL AND steps[2].cost = 1.5"),
        ("keywords", "\"class\" = 'c' AND \"self\" = 's' AND \"import\" = 'i'"), ("left out", "left_out IS NULL"),
        ("personal", "email IS NOT NULL"), ("deprecated", "old IS NULL"),
    ]

    /// Fails for each value of the one event of `client` that is not as it was sent.
    func expectEvent(of client: String) throws {
        let columns = Self.conditions.map { "(\($0.1))" }.joined(separator: ", ")
        let rows = try basin.query("SELECT \(columns) FROM every_type WHERE client = '\(client)'")
        try #require(rows.count == 1, "\(client): \(rows.count) events")
        #expect(rows[0].count == Self.conditions.count)
        for (condition, cell) in zip(Self.conditions, rows[0]) where cell != "true" {
            Issue.record("\(client): \(condition.0) is not as it was sent: \(condition.1) is \(cell)")
        }
    }
}
