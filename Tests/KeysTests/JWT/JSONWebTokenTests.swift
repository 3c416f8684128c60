import BasinCore
import BasinKeys
import Foundation
import Testing

/// Tokens that PyJWT and cryptography made, good ones and everything that was ever taken for one.
@Suite struct JSONWebTokenTests {
    private struct Table: Decodable {
        struct Case: Decodable {
            var name: String
            var token: String
            var expected: String
        }
        var keys: String
        var issuer: String
        var cases: [Case]
    }

    private static let seconds: Int64 = 1_541_253_900

    private static let packageRoot: String = {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url.path
    }()

    private static let python: String? = {
        let path = ProcessInfo.processInfo.environment["BASIN_TEST_PYTHON"] ?? packageRoot + "/.venv/bin/python"
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    private static func make() throws -> Table {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: python ?? "")
        process.arguments = [packageRoot + "/Tests/Oracles/jwt_table.py", String(seconds)]
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode(Table.self, from: text)
    }

    private static func said(
        of token: String, _ keys: PublicKeySet, _ expected: TokenExpectations, _ now: Timestamp
    ) -> String {
        do throws(TokenRefusal) {
            let claims = try JSONWebToken(Array(token.utf8)).verified(by: keys, expected, at: now)
            return claims.subject == "1234" && claims.text("email") == "anna@example.com" ? "accepted" : "misread"
        } catch {
            return error.rawValue
        }
    }

    @Test(
        "of everything that says it is a token of the issuer, what the issuer signed for this is believed, and nothing else",
        .enabled(if: python != nil, "needs .venv, which make test makes"))
    func table() throws {
        let table = try Self.make()
        let keys = try #require(PublicKeySet(Array(table.keys.utf8)))
        let expected = TokenExpectations(issuer: table.issuer, audience: "basin", nonce: "n-1", authorizedParty: "basin")
        let now = Timestamp(microseconds: Self.seconds * 1_000_000)
        for row in table.cases {
            #expect(Self.said(of: row.token, keys, expected, now) == row.expected, "\(row.name)")
        }
        #expect(table.cases.count >= 140)
        #expect(Set(table.cases.map(\.expected)) == Set(TokenRefusal.allCases.map(\.rawValue) + ["accepted"]), "each refusal is met")
    }

    @Test("a token that is cut anywhere, or has one bit changed, is not believed", .enabled(if: python != nil))
    func damaged() throws {
        let table = try Self.make()
        let keys = try #require(PublicKeySet(Array(table.keys.utf8)))
        let expected = TokenExpectations(issuer: table.issuer, audience: "basin", nonce: "n-1", authorizedParty: "basin")
        let now = Timestamp(microseconds: Self.seconds * 1_000_000)
        for row in table.cases where row.expected == "accepted" {
            let token = Array(row.token.utf8)
            for index in token.indices {
                var changed = token
                changed[index] ^= 1
                #expect((try? JSONWebToken(changed).verified(by: keys, expected, at: now)) == nil, "\(row.name) at \(index)")
                #expect((try? JSONWebToken(Array(token[..<index])).verified(by: keys, expected, at: now)) == nil)
            }
        }
    }

    @Test(
        "JSON that can be read in two ways is not read",
        arguments: [
            #"{"a":1,"a":1}"#, #"{"a":1,"\u0061":2}"#, #"{"a":1}x"#, #"["#, "", "01", "+1", "1.", ".5", "1e", "NaN", "tru", #""\x""#, "'a'", #"{a:1}"#,
            #"[1,]"#, #"{"a":1,}"#, #""\ud800""#, #""\udc00x""#, #""\u0000""#, "\"\u{1}\"", String(repeating: "[", count: 17) + String(repeating: "]", count: 17),
            String(repeating: "[", count: 20_000), "1e400", "\u{FEFF}1", "1\u{0}", "1 2", "[1]]", #"{"é":1,"e\u0301":2}"#, #"{"a":{"b":1,"b":1}}"#,
            #""\ud83d\u0041""#, "-", "-01", "1" + String(repeating: "0", count: 40), #"{"a\u0000":1}"#,
        ])
    func refused(_ text: String) { #expect(StrictJSON.read(Array(text.utf8)) == nil) }

    @Test("JSON that is no UTF-8 is not read", arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x31, 0x80]] as [[UInt8]])
    func bytes(_ bytes: [UInt8]) { #expect(StrictJSON.read(bytes) == nil) }

    @Test("JSON is read as it is written")
    func read() {
        let text = #" {"a" : [1, -2.5e3, true, false, null, "\u00e9\ud83d\ude00\n\/"], "b": {}} "#
        #expect(StrictJSON.read(Array((String(repeating: "[", count: 16) + String(repeating: "]", count: 16)).utf8)) != nil)
        #expect(
            StrictJSON.read(Array(text.utf8))
                == .object(["a": .array([.number(1), .number(-2500), .bool(true), .bool(false), .null, .string("é😀\n/")]), "b": .object([:])]))
    }
}
