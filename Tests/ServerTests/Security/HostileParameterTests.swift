import BasinClient
import BasinServer
import BasinWire
import Foundation
import Testing

/// Checklist 6 and OpenMetadata's injection through a filter: what names a column, a sort or a facet is a name.
@Suite struct HostileParameterTests {
    static let texts = [
        "'", "''", "\"", "\";--", "' OR '1'='1", "') UNION SELECT secret_hash FROM access_token --", "1; DROP TABLE account", "country) FROM ticket --",
        "country, (SELECT email FROM ticket)", "country\" , \"email", "(SELECT 1)", "*", "email", "_event_id'", "country\u{0}", "\\", "%", "_", "`country`",
        "CASE WHEN 1=1 THEN 1 END", "random()", "read_text('/etc/passwd')", "ticket.country", "country DESC; ATTACH 'x'", "NEAR(", "col:x OR *", "^", "\"a",
        "-1", "../../etc/passwd", "\u{202E}yrtnuoc", "ＣＯＵＮＴＲＹ", "ſ", "country\u{200B}", "$partition_start", "?1", ":name", "@x",
    ]
    /// Those that stand for a thing that there is, or for one of a few words.
    static let naming: Set<String> = ["column", "by", "kind", "tier", "classification", "direction", "verdict", "state", "head"]

    private static func encoded(_ text: String) -> String {
        text.utf8.map { String(format: "%%%02X", $0) }.joined()
    }

    @Test("a parameter is never SQL, a search's syntax or a place: what names nothing is refused, and nothing fails inside")
    func parameters() async throws {
        let guarded = try await GuardedPlatform()
        try await guarded.fill()
        _ = await guarded.admin.ask("SELECT 1 FROM ticket, payout, visit")
        let operations = try await guarded.admin.operations().filter {
            // An import reads a file, and watching has no end.
            $0.needsAccount && !$0.path.hasSuffix("/imports") && !$0.path.hasSuffix("/events/live")
        }
        var asked = 0
        for operation in operations {
            let path = operation.path.replacing("{name}", with: "ticket").replacing("{id}", with: "1")
                .replacing("{namespace}", with: "basin").replacing("{table}", with: "ticket")
            for parameter in operation.inQuery {
                for text in Self.texts {
                    let others = operation.inQuery.filter { $0.isRequired && $0.name != parameter.name }.map { "\($0.name)=ticket" }
                    let query = (others + ["\(parameter.name)=\(Self.encoded(text))"]).joined(separator: "&")
                    let answer = try await guarded.admin.raw(operation.method, "\(path)?\(query)", body: "{}")
                    let what: Comment = "\(operation.method) \(path) \(parameter.name)=\(text): \(answer.status) \(answer.body.prefix(300))"
                    #expect(answer.status < 500, what)
                    // Pages show nothing for what names nothing.
                    let isPage = !["/api/", "/iceberg/", "/marquez/"].contains { path.hasPrefix($0) }
                    if !isPage, Self.naming.contains(parameter.name), text != "email" {
                        #expect([400, 404, 409].contains(answer.status), what)
                    }
                    #expect(!GuardedPlatform.secrets.contains { answer.body.contains($0) }, what)
                    #expect(!answer.body.contains("SQLite") && !answer.body.contains(guarded.folder.path), what)
                    asked += 1
                }
            }
        }
        #expect(asked > 500)
        #expect(try await guarded.admin.keys().map(\.name) == ["app"])
        #expect(try await guarded.admin.verifyAudit().isWhole)
    }

    @Test("names in bodies are names too")
    func bodies() async throws {
        let guarded = try await GuardedPlatform()
        // Those two are names of accounts, if of nothing else.
        for text in Self.texts where !["email", "ticket.country"].contains(text) { try await send(text, guarded.admin) }
        #expect(try await guarded.admin.accounts().isEmpty)
    }

    private func send(_ text: String, _ client: APIClient) async throws {
        struct Body: Encodable {
            var name: String, account: String, dataset: String, purpose: String, reason: String, partition: String, left: String, right: String
            var on = ["a"], roles = ["viewer"], teams: [String] = [], classification = "none"
        }
        let body = String(
            decoding: try JSONEncoder().encode(
                Body(
                    name: text, account: text, dataset: text, purpose: "support", reason: text, partition: text, left: text, right: text)),
            as: UTF8.self)
        for path in ["accounts", "tokens", "grants", "access-requests", "runs", "backfills", "compare"] {
            let answer = try await client.raw("POST", "/api/v1/" + path, body: body)
            #expect((400..<500).contains(answer.status), "\(path) of \(text): \(answer.status) \(answer.body.prefix(200))")
        }
    }
}
