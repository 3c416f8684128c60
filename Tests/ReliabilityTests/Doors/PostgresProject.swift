import Foundation

/// A server with a port for PostgreSQL clients, a few events, and an analyst who may not read everything.
struct PostgresProject {
    let basin: BasinProcess
    let port: Int
    /// Of the analyst `anna`.
    let token: String

    init(_ name: String, options: (TestFolder) throws -> [String] = { _ in [] }) throws {
        let folder = try TestFolder(name)
        try folder.write(
            "project/teams.yaml",
            "team-web:\n  contact: web@small.example\nteam-nordic:\n  contact: nordic@small.example\n")
        let types = [
            "song_played":
                """
            description: Somebody listened.
            fields:
              n:          {type: int64, classification: none, description: A number.}
              song:       {type: string, classification: none}
              length_s:   {type: double, required: false, classification: none}
              price:      {type: "decimal(9,2)", required: false, classification: none}
              played_at:  {type: timestamp, required: false, classification: none}
              day:        {type: date, required: false, classification: none}
              user_id:    {type: string, required: false, classification: pseudonymous, subject: true}
              first_name: {type: string, required: false, classification: personal}
            """,
            "ticket":
                """
            description: Somebody asked for help.
            rows:
              - {teams: [team-nordic], where: "country IN ('SE', 'NO')"}
            fields:
              country: {type: string, classification: none}
            """,
            "payout":
                """
            description: Money was paid back.
            access: restricted
            fields:
              amount: {type: int64, classification: none}
            """,
        ]
        for (type, text) in types { try folder.write("project/events/\(type).yaml", "owner: team-web\n\(text)\n") }
        basin = try BasinProcess(
            folder, project: folder.path + "/project", options: ["--postgres-port", "0"] + options(folder))
        try basin.start()
        let process = basin
        var found: Int?
        _ = Waiting.until(seconds: 20) {
            found = Self.port(process.errorText())
            return found != nil
        }
        guard let found else { throw DrillFailure("no port for PostgreSQL clients: \(basin.errorText())") }
        port = found
        token = try Self.analyst(basin)
        let key = try basin.makeKey()
        let songs = (0..<100).map { number in
            Self.event(
                number, "song_played",
                """
                {"n":\(number),"song":"song \(number)","length_s":\(number).5,"price":\(number).25,\
                "played_at":"2018-11-03T14:0\(number / 60):\(number % 60 < 10 ? "0" : "")\(number % 60)Z","day":"2018-11-03",\
                "user_id":"u\(number % 10)","first_name":"Ada"}
                """)
        }
        let tickets = ["SE", "NO", "DE"].enumerated().map { Self.event(1000 + $0, "ticket", #"{"country":"\#($1)"}"#) }
        let answer = try basin.send(
            "POST", "/events",
            body: Array(
                (songs + tickets + [Self.event(2000, "payout", #"{"amount":5}"#)]).joined(separator: "\n").utf8),
            headers: ["Authorization": "Bearer \(key)", "Content-Type": "application/x-ndjson"])
        guard answer.status == 200, try answer.decoded(IntakeCounts.self).accepted == 104 else {
            throw DrillFailure("\(answer.status) \(answer.text)")
        }
    }

    private static func event(_ number: Int, _ type: String, _ data: String) -> String {
        #"{"specversion":"1.0","id":"e\#(number)","source":"/small","type":"\#(type)","data":\#(data)}"#
    }

    private static func analyst(_ basin: BasinProcess) throws -> String {
        struct Created: Decodable { var token: String }
        let account = #"{"name":"anna","roles":["analyst"],"teams":["team-nordic"]}"#
        _ = try basin.answer("POST", "/api/v1/accounts", body: Array(account.utf8))
        return try basin.answer("POST", "/api/v1/tokens", body: Array(#"{"name":"bi","account":"anna"}"#.utf8)).decoded(
            Created.self
        ).token
    }

    private static func port(_ log: String) -> Int? {
        guard let line = log.split(separator: "\n").first(where: { $0.contains("PostgreSQL clients are taken") }),
            let at = line.range(of: "port=")
        else { return nil }
        return Int(line[at.upperBound...].prefix { $0.isNumber })
    }

    /// What psql shows of some of its commands or some SQL.
    func psql(_ commands: [String], connection: String = "sslmode=disable", password: String? = nil) throws
        -> (code: Int32, output: String, errors: String)
    {
        let name = basin.folder.path + "/psql-\(UUID().uuidString.prefix(8))"
        let child = try ChildProcess(
            "/usr/bin/env",
            ["psql", "-X", "host=localhost hostaddr=127.0.0.1 port=\(port) user=anna dbname=basin \(connection)"]
                + commands.flatMap { ["-c", $0] },
            environment: Surroundings.environment.merging(["PGPASSWORD": password ?? token, "PAGER": "cat"]) { $1 },
            output: name + ".out", errors: name + ".err")
        guard let code = child.wait(seconds: 120) else { throw DrillFailure("psql does not end") }
        let read = { (path: String) in (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
        return (code, read(name + ".out"), read(name + ".err"))
    }
}
