import BasinClient
import BasinServer
import BasinWire
import Testing

/// Checklist 7 and the route tricks of 2: a name in a path is decoded once, and is a name, not a place.
@Suite struct HostilePathTests {
    /// In place of a name that there is none of.
    static let segments = [
        "..", ".", "%2e%2e", "%2E%2e", ".%2e", "%252e%252e", "%25252e", "..%2F..%2F..%2Fetc%2Fpasswd", "%2Fetc%2Fpasswd", "%2f",
        "..%5C..%5Cwindows", "ticket%00", "%00", "ticket%00.yaml", "ticket;.css", "ticket;x=1", ";", "ticket%3B", "ticket%2F..%2Fpayout",
        "ticket%2f", "%74icket%2F", "TICKET", "Ticket", "ticket%20", "%20ticket", "ticket%0D%0Ax:y", "%0aticket", "ticket%09", "%c0%ae%c0%ae",
        "%e0%80%ae%e0%80%ae", "%ff", "%ed%a0%80", "%+5", "%", "%4", "%zz", "ticket%23", "ticket%3Fa=b", "file:%2F%2F%2Fetc%2Fpasswd",
        "%EF%BC%8E%EF%BC%8E", "tick%D0%B5t", "ticket'--", "%22%3B%20DROP%20TABLE%20account%3B--", "$%7Bjndi:ldap:x%7D", "%7B%7B7*7%7D%7D",
        String(repeating: "a", count: 5000), String(repeating: "%2e%2e%2f", count: 500),
    ]

    @Test("what is no name in the path of any route is not found or refused, whoever asks, and nothing of the machine is told")
    func names() async throws {
        let guarded = try await GuardedPlatform()
        try await guarded.fill()
        let operations = try await guarded.admin.operations().filter { !$0.inPath.isEmpty && $0.needsAccount }
        #expect(operations.count > 25)
        for operation in operations {
            for segment in Self.segments {
                let path = operation.inPath.reduce(operation.path) { path, name in
                    // Of two, the last: behind a namespace that there is.
                    path.replacing("{\(name)}", with: name == "namespace" && operation.inPath.count > 1 ? "basin" : segment)
                }
                let answer = try await guarded.admin.raw(operation.method, path, body: "{}")
                let what: Comment = "\(operation.method) \(path.prefix(200)): \(answer.status) \(answer.body.prefix(200))"
                #expect((400..<500).contains(answer.status), what)
                #expect(!answer.body.contains(guarded.folder.path) && !answer.body.contains("root:"), what)
                #expect(!answer.headers.contains { $0.key == "x" || $0.value.contains("\n") }, what)
            }
        }
        // And all that there was is there.
        #expect(try await guarded.admin.accounts().isEmpty)
        #expect(try await guarded.admin.keys().map(\.name) == ["app"])
        #expect(try await Set(guarded.admin.datasets().map(\.name)).isSuperset(of: ["ticket", "payout", "visit"]))
        #expect(try await guarded.admin.verifyAudit().isWhole)
    }

    @Test("no way of writing a path opens it to a stranger", arguments: [
        "/api/v1/keys", "/api/v1/datasets/ticket", "/iceberg/v1/namespaces/basin/tables",
    ])
    func strangers(_ path: String) async throws {
        let guarded = try await GuardedPlatform()
        let stranger = guarded.client("nobody")
        let last = path.split(separator: "/").last.map(String.init) ?? ""
        for way in [
            path, path + "/", path + ";/healthz", path + "/../healthz", "/healthz/..\(path)", "/healthz%2F..\(path)", "/healthz;\(path)",
            "//healthz/../\(path.dropFirst())", path + "%00/healthz", path + "?/healthz", path.uppercased(), path + ".css", "/./" + path.dropFirst(),
            path.replacing(last, with: last.utf8.map { "%" + String($0, radix: 16) }.joined()), "/style.css/..\(path)", "/login/..\(path)",
            path + "%2F..%2Fhealthz", "/metrics\(path)", "http://localhost\(path)",
        ] {
            let answer = try await stranger.raw("GET", way)
            #expect([400, 401, 404, 405].contains(answer.status), "\(way): \(answer.status)")
            #expect(!answer.body.contains("ticket") || answer.status != 200)
        }
    }
}
