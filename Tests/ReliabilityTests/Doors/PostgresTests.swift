import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Reliability {
    /// Programs that others wrote ask through PostgreSQL's protocol: libpq with psql and psycopg, and SQLAlchemy.
    @Suite struct PostgresTests {
        @Test(
            "psycopg and SQLAlchemy query, prepare, cancel and inspect, and see what their account may see",
            .enabled(if: PythonOracle.isHere, Comment(rawValue: PythonOracle.absent)))
        func clients() throws {
            let project = try PostgresProject("postgres")
            let seen = try Self.seen(project, [])
            #expect(seen["simple"] as? Int == 100)
            #expect(seen["qualified"] as? Int == 99)
            #expect(seen["encrypted"] as? Bool == false)
            // All six values are what was sent, in both forms, and the personal one stays masked.
            #expect(seen["typed"] as? [String] == ["6", "[masked]"])
            #expect(seen["typed_binary"] as? [String] == ["6", "[masked]"])
            #expect(seen["prepared"] as? [Int] == [1, 2])
            #expect(seen["several"] as? [Int] == [1, 2])
            #expect(seen["all"] as? Int == 100)
            #expect(seen["in_transaction"] as? String == "INTRANS")
            #expect(seen["after_transaction"] as? String == "IDLE")
            let states = try #require(seen["states"] as? [String: String])
            for (name, state) in [
                "syntax": "42601", "table": "42P01", "column": "42703", "insert": "0A000", "restricted": "42501",
                "both": "42P01",
                "value": "22P02",
            ] { #expect(states[name] == state, "\(name)") }
            #expect(states["file"] != "none" && states["catalog_file"] != "none")
            for name in ["catalog_nested", "catalog_plan", "catalog_much"] {
                #expect(states[name] == "42000", "\(name)")
            }
            // None of these ends the process.
            #expect(states["large_row"] == "54000")
            #expect(seen["least_interval"] as? Bool == true)
            #expect(seen["catalog_waits"] as? Bool == false)
            #expect(seen["failed"] as? String == "INERROR")
            #expect(seen["in_failed"] as? String == "25P02")
            #expect(seen["countries"] as? [String] == ["NO", "SE"])
            #expect(seen["wrong_token"] as? String == "28P01")
            #expect(seen["cancelled"] as? String == "57014")
            #expect(seen["cancelled_soon"] as? Bool == true)
            #expect(seen["after_cancel"] as? Int == 1)
            #expect(seen["tables"] as? [String] == ["payout", "song_played", "ticket"])
            let columns = try #require(seen["columns"] as? [String: [Any]])
            #expect(
                columns["n"]?[0] as? String == "BIGINT" && columns["n"]?[2] as? String == "A number.")
            // An import may lack what clients must send.
            #expect(columns["n"]?[1] as? Bool == true)
            #expect(columns["price"]?[0] as? String == "NUMERIC(9, 2)")
            #expect(columns["first_name"]?[0] as? String == "TEXT")
            #expect(seen["comment"] as? String == "Somebody listened.")
            #expect(seen["has_table"] as? [Bool] == [true, false])
            #expect(seen["reflected"] as? Int == 5)
            #expect(seen["type_info"] as? [Int] == [25, 1009])
            #expect(seen["session"] as? [String] == ["basin", "public", "anna"])
            #expect(seen["limited"] as? String == "12TDDsDDDsZ")
            #expect(seen["skipped"] as? String == "EZ")
            #expect(["", "E"].contains(seen["hostile"] as? String))
            // Who looks up how to read a dataset is told where.
            #expect(try project.basin.answer("GET", "/datasets/ticket/read").text.contains("port=\(project.port) "))
            // What was read of guarded rows is in the log, whatever the door.
            let log = try project.basin.answer("GET", "/api/v1/audit?object=ticket").text
            #expect(log.contains("\"anna\""))
        }

        @Test("more clients than there may be are turned away, and the server serves on")
        func crowd() throws {
            let project = try PostgresProject("postgres-crowd")
            var crowd: [RawConnection] = []
            for _ in 0..<150 { crowd.append(try RawConnection(port: project.port)) }
            #expect(try crowd[149].waitForEnd(seconds: 10))
            crowd = []
            #expect(Waiting.until(seconds: 60) { (try? project.psql(["SELECT count(*) FROM song_played"]))?.code == 0 })
            #expect(project.basin.stop() == 0)
        }

        @Test("psql shows what there is, and its rows")
        func psql() throws {
            let project = try PostgresProject("psql")
            let shown = try project.psql([
                "\\d", "\\d+ song_played", "\\dt+", "\\l", "\\dn", "\\du", "SHOW server_version",
                "SELECT max(n), now() > '2018-01-01' FROM song_played",
            ])
            #expect(shown.code == 0, "\(shown.errors)")
            #expect(shown.errors.isEmpty, "\(shown.errors)")
            for text in [
                "song_played", "payout", "double precision", "numeric(9,2)", "timestamp with time zone", "A number.",
                "Somebody listened.", "public", "UTF8",
                "15.0 (Basin",
            ] { #expect(shown.output.contains(text), "\(text): \(shown.output)") }
            #expect(shown.output.contains(" 99 | t"))
            let wrong = try project.psql(["SELECT 1"], password: "basin_no_no_no_no")
            #expect(wrong.code != 0)
        }

        @Test("with a certificate everything is encrypted, and the certificate is the one that was given")
        func encrypted() throws {
            let project = try PostgresProject("postgres-tls") { try Self.certificate(in: $0) }
            let root = project.basin.folder.path + "/cert.pem"
            let shown = try project.psql(
                ["SELECT count(*) FROM song_played"], connection: "sslmode=verify-full sslrootcert=\(root)")
            #expect(shown.code == 0 && shown.output.contains("100"), "\(shown.errors)")
            // What comes behind the request in clear is not taken for what comes encrypted.
            let raw = try RawConnection(port: project.port)
            raw.send([0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f] + Array("stuffed".utf8))
            #expect(raw.read(1).isEmpty)
            if PythonOracle.isHere {
                #expect(try Self.seen(project, ["verify-full", root])["encrypted"] as? Bool == true)
            }
        }

        @Test("whoever would take tokens in clear from other machines does not start")
        func clearText() throws {
            let folder = try TestFolder("postgres-clear")
            try folder.write("project/teams.yaml", "team-web:\n  contact: web@small.example\n")
            let basin = try BasinProcess(
                folder, project: folder.path + "/project", options: ["--postgres-port", "0", "--host", "0.0.0.0"])
            let child = try basin.launch()
            #expect(child.wait(seconds: 60) == 1)
            #expect(basin.errorText().contains("--postgres-tls-certificate"))
        }

        @Test("a server that stops tells its clients, and ends")
        func stop() throws {
            let project = try PostgresProject("postgres-stop")
            let raw = try RawConnection(port: project.port)
            let text = Array("user\0anna\0\0".utf8)
            raw.send([0, 0, 0, UInt8(8 + text.count), 0, 3, 0, 0] + text)
            #expect(raw.read(9) == [0x52, 0, 0, 0, 8, 0, 0, 0, 3])
            raw.send([0x70, 0, 0, 0, UInt8(5 + project.token.utf8.count)] + Array(project.token.utf8) + [0])
            var heard: [UInt8] = []
            while !heard.suffix(6).elementsEqual([0x5a, 0, 0, 0, 5, 0x49]), heard.count < 4096 {
                let next = raw.read(1)
                if next.isEmpty { break }
                heard += next
            }
            // Clients that come again while it stops are turned away, and end nothing.
            let port = project.port
            let comers = Thread { for _ in 0..<5000 where (try? RawConnection(port: port)) == nil { return } }
            comers.start()
            #expect(project.basin.stop() == 0)
            var last: [UInt8] = []
            while last.count < 4096 {
                let next = raw.read(256)
                if next.isEmpty { break }
                last += next
            }
            #expect(String(decoding: last, as: UTF8.self).contains("57P01"))
        }

        private static func seen(_ project: PostgresProject, _ tls: [String]) throws -> [String: Any] {
            let done = try PythonOracle.run(
                "postgres_client.py",
                [tls.isEmpty ? "127.0.0.1" : "localhost", String(project.port), "anna", project.token] + tls,
                in: project.basin.folder)
            guard done.code == 0, let line = done.output.split(separator: "\n").last,
                let seen = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            else {
                throw DrillFailure("\(done.code) \(done.errors.suffix(2000)) \(project.basin.errorText().suffix(2000))")
            }
            return seen
        }

        /// A certificate of its own for localhost, and the options that give it.
        private static func certificate(in folder: TestFolder) throws -> [String] {
            let (certificate, key) = (folder.path + "/cert.pem", folder.path + "/key.pem")
            let child = try ChildProcess(
                "/usr/bin/env",
                [
                    "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                    "-addext",
                    "subjectAltName=DNS:localhost", "-out", certificate, "-keyout", key,
                ], environment: Surroundings.environment, output: folder.path + "/openssl.out",
                errors: folder.path + "/openssl.err")
            guard child.wait(seconds: 60) == 0 else { throw DrillFailure("openssl makes no certificate") }
            return ["--postgres-tls-certificate", certificate, "--postgres-tls-key", key]
        }
    }
}
