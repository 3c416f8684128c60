import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A server whose port speaks TLS, with a certificate of its own for localhost.
struct EncryptedServer {
    let basin: BasinProcess
    let port: Int
    /// In PEM form; who trusts it trusts the server.
    let certificate: String

    init(_ name: String, options: [String] = []) throws {
        let folder = try TestFolder(name)
        try folder.write("project/teams.yaml", "team-web:\n  contact: web@small.example\n")
        let files = try Self.makeCertificate(in: folder)
        certificate = files.certificate
        basin = try BasinProcess(
            folder, project: folder.path + "/project",
            options: ["--tls-certificate", files.certificate, "--tls-key", files.key] + options)
        try basin.launch()
        let process = basin
        var found: Int?
        _ = Waiting.until(seconds: 60) {
            found = Self.port(process.outputText())
            return found != nil || !process.isRunning
        }
        guard let found else { throw DrillFailure("basin up says no address: \(basin.errorText().suffix(2000))") }
        port = found
        let address = "https://localhost:\(port)"
        guard try Waiting.until(seconds: 30, { try process.command(["status", "--url", address, "--ca", files.certificate]).code == 0 })
        else { throw DrillFailure("basin up is not ready: \(basin.errorText().suffix(2000))") }
    }

    var url: String { "https://localhost:\(port)" }

    private static func port(_ text: String) -> Int? {
        guard let at = text.range(of: "https://127.0.0.1:") else { return nil }
        let digits = text[at.upperBound...].prefix { $0.isNumber }
        // The digits are whole only when something follows them.
        return text[at.upperBound...].count > digits.count ? Int(digits) : nil
    }

    /// Makes a certificate that vouches for itself, or puts another in its place as renewals do: each file at once, the
    /// key before the certificate.
    @discardableResult
    static func makeCertificate(in folder: TestFolder, name: String = "server") throws -> (certificate: String, key: String) {
        let (certificate, key) = ("\(folder.path)/\(name).pem", "\(folder.path)/\(name).key")
        let child = try ChildProcess(
            "/usr/bin/env",
            [
                "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                "subjectAltName=DNS:localhost", "-out", certificate + ".new", "-keyout", key + ".new",
            ], environment: Surroundings.environment, output: folder.path + "/openssl.out", errors: folder.path + "/openssl.err")
        guard child.wait(seconds: 60) == 0 else { throw DrillFailure("openssl makes no certificate") }
        for file in [key, certificate] {
            guard rename(file + ".new", file) == 0 else { throw DrillFailure("\(file) cannot be put in place") }
        }
        return (certificate, key)
    }

    /// What a client that Python's own library makes sees.
    func seen(_ what: String, _ arguments: [String] = []) throws -> [String: Any] {
        let name = basin.folder.path + "/tls-\(UUID().uuidString.prefix(8))"
        let script = Surroundings.packageRoot + "/Tests/Oracles/tls_client.py"
        let child = try ChildProcess(
            "/usr/bin/env", ["python3", script, what, String(port)] + arguments, environment: Surroundings.environment,
            output: name + ".out", errors: name + ".err")
        guard let code = child.wait(seconds: 200) else { throw DrillFailure("the client does not end") }
        let read = { (path: String) in (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
        guard code == 0, let seen = try JSONSerialization.jsonObject(with: Data(read(name + ".out").utf8)) as? [String: Any] else {
            throw DrillFailure("\(code) \(read(name + ".err").suffix(2000)) \(basin.errorText().suffix(1000))")
        }
        return seen
    }
}
