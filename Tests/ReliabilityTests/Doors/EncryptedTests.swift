import Foundation
import Testing

extension Reliability {
    /// The port with a certificate.
    @Suite struct EncryptedTests {
        @Test("With a certificate the port speaks TLS 1.2 and 1.3 and nothing else, says so to browsers, and answers all alike")
        func facts() throws {
            let server = try EncryptedServer("tls")
            let seen = try server.seen("facts", [server.certificate, BasinProcess.token])
            #expect(seen["newest"] as? String == "TLSv1.3" && seen["tls12"] as? String == "TLSv1.2")
            #expect(seen["tls11"] as? String == "refused" && seen["plain"] as? Bool == false)
            #expect(seen["statuses"] as? [Int] == [200, 200, 401, 200, 201])
            #expect(seen["hsts"] as? [String] == Array(repeating: "max-age=31536000", count: 5))
            #expect(seen["hsts_here"] is NSNull)
            let cookie = seen["cookie"] as? String
            #expect(cookie?.contains("Secure") == true && cookie?.contains("HttpOnly") == true, "\(cookie ?? "no cookie")")
            #expect(seen["refused_body"] as? Int == 401)
            #expect(seen["crowd"] as? [Int] == Array(repeating: 200, count: 20))
            #expect(server.basin.stop() == 0)
        }

        @Test("Whoever never shakes hands, or lets the server wait behind the handshake, is let go")
        func slow() throws {
            let server = try EncryptedServer("tls-slow")
            let seen = try server.seen("slow", [server.certificate, BasinProcess.token])
            let expected = [("silent", 40.0, ""), ("half", 40, ""), ("header", 50, "408"), ("body", 50, "408"), ("record", 85, "")]
            for (name, most, status) in expected {
                let one = try #require(seen[name] as? [String: Any])
                #expect((one["seconds"] as? Double ?? 99) < most, "\(name): \(one)")
                #expect(one["status"] as? String == status, "\(name): \(one)")
            }
            #expect(try server.basin.command(["status", "--url", server.url, "--ca", server.certificate]).code == 0)
            #expect(server.basin.stop() == 0)
        }

        @Test("Commands trust the authority that they are told of, and no other, and no other name")
        func commands() throws {
            let server = try EncryptedServer("tls-commands")
            let word = ["datasets", "--url"]
            #expect(try server.basin.command(word + [server.url, "--ca", server.certificate]).code == 0)
            let untrusted = try server.basin.command(word + [server.url])
            #expect(untrusted.code == 1 && untrusted.errors.contains("--ca"), "\(untrusted)")
            let otherName = try server.basin.command(word + ["https://127.0.0.1:\(server.port)", "--ca", server.certificate])
            #expect(otherName.code == 1 && otherName.errors.contains("--ca"), "\(otherName)")
            let clear = try server.basin.command(word + ["http://localhost:\(server.port)"])
            #expect(clear.code == 1, "\(clear)")
            let other = try EncryptedServer.makeCertificate(in: server.basin.folder, name: "other").certificate
            #expect(try server.basin.command(word + [server.url, "--ca", other]).code == 1)
            let none = try server.basin.command(word + [server.url, "--ca", server.basin.folder.path + "/project/teams.yaml"])
            #expect(none.code == 1 && none.errors.contains("PEM"), "\(none)")
            let child = try ChildProcess(
                "/usr/bin/env", ["BASIN_CA=" + server.certificate, Surroundings.binary] + word + [server.url],
                environment: server.basin.environment, output: server.basin.folder.path + "/ca.out",
                errors: server.basin.folder.path + "/ca.err")
            #expect(child.wait(seconds: 60) == 0)
        }

        @Test("A renewed certificate is shown without a restart, and one that is broken leaves the one before")
        func renewed() throws {
            let server = try EncryptedServer("tls-renewed")
            let shown = { try server.seen("serial")["certificate"] as? String }
            let first = try #require(try shown())
            try server.basin.folder.write("server.pem", "not yet\n")
            #expect(Waiting.until(seconds: 60) { server.basin.errorText().contains("cannot be renewed") })
            #expect(try shown() == first)
            try EncryptedServer.makeCertificate(in: server.basin.folder)
            #expect(try Waiting.until(seconds: 60) { try shown() != first })
            #expect(try server.basin.command(["status", "--url", server.url, "--ca", server.certificate]).code == 0)
        }

        @Test("The PostgreSQL port shows the same certificate, unless it has one of its own")
        func postgres() throws {
            let server = try EncryptedServer("tls-postgres", options: ["--postgres-port", "0"])
            var port: Int?
            _ = Waiting.until(seconds: 60) {
                port = Self.port(server.basin.errorText())
                return port != nil
            }
            let found = try #require(port)
            let child = try ChildProcess(
                "/usr/bin/env",
                [
                    "psql", "-X", "-c", "SELECT 41 + 1",
                    "host=localhost hostaddr=127.0.0.1 port=\(found) user=basin dbname=basin sslmode=verify-full "
                        + "sslrootcert=\(server.certificate)",
                ], environment: Surroundings.environment.merging(["PGPASSWORD": BasinProcess.token, "PAGER": "cat"]) { $1 },
                output: server.basin.folder.path + "/psql.out", errors: server.basin.folder.path + "/psql.err")
            #expect(child.wait(seconds: 60) == 0)
            let text = try String(contentsOfFile: server.basin.folder.path + "/psql.out", encoding: .utf8)
            #expect(text.contains("42"))
        }

        @Test("A certificate that does not fit its key, or has none, is said at start")
        func misfit() throws {
            let folder = try TestFolder("tls-misfit")
            let one = try EncryptedServer.makeCertificate(in: folder, name: "one")
            let two = try EncryptedServer.makeCertificate(in: folder, name: "two")
            let basin = try BasinProcess(folder, project: folder.path)
            let up = { try basin.command(["up", "--data", folder.path + "/data", "--port", "0"] + $0) }
            for (options, code) in [
                (["--tls-certificate", one.certificate, "--tls-key", two.key], 1),
                (["--tls-certificate", one.certificate, "--tls-key", folder.path + "/none"], 1),
                (["--tls-certificate", one.key, "--tls-key", one.key], 1), (["--tls-certificate", one.certificate], 2),
                (["--tls-key", one.key], 2), (["--demo", "--tls-certificate", one.certificate, "--tls-key", one.key], 2),
            ] as [([String], Int32)] {
                let done = try up(options)
                #expect(done.code == code && !done.errors.isEmpty, "\(options) \(done)")
            }
        }

        private static func port(_ log: String) -> Int? {
            guard let line = log.split(separator: "\n").first(where: { $0.contains("PostgreSQL clients are taken") }),
                let at = line.range(of: "port=")
            else { return nil }
            return Int(line[at.upperBound...].prefix { $0.isNumber })
        }
    }
}
