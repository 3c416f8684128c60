import Foundation
import Synchronization

/// `Tests/Oracles/oidc_provider.py`: issuers on this machine, and a browser that signs in at them.
///
/// `@unchecked Sendable`: `talking` guards the process's pipes.
final class OIDCProvider: @unchecked Sendable {
    /// That of oidc-provider-mock.
    let first: String
    /// Under which the issuers that the script plays itself are.
    let second: String
    /// Of the partner's client.
    let secret: String
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private let talking = Mutex<Void>(())

    static let python: String? = {
        let path = ProcessInfo.processInfo.environment["BASIN_TEST_PYTHON"] ?? packageRoot + "/.venv/bin/python"
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()
    static let isHere = python != nil

    private static let packageRoot: String = {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url.path
    }()

    /// For tests that say for each sign-in who it is; it ends with this process.
    static let shared = Result { try OIDCProvider() }

    init() throws {
        process.executableURL = URL(fileURLWithPath: Self.python ?? "")
        process.arguments = [Self.packageRoot + "/Tests/Oracles/oidc_provider.py"]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let hello = try Self.line(output)
        first = hello["first"] as? String ?? ""
        second = hello["second"] as? String ?? ""
        secret = hello["secret"] as? String ?? ""
    }

    deinit {
        // It ends with its input.
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    private static func line(_ pipe: Pipe) throws -> [String: Any] {
        var bytes = Data()
        while bytes.last != 10 {
            let piece = pipe.fileHandleForReading.availableData
            guard !piece.isEmpty else { throw CocoaError(.fileReadUnknown) }
            bytes += piece
        }
        return try JSONSerialization.jsonObject(with: bytes) as? [String: Any] ?? [:]
    }

    private func ask(_ command: String) throws -> [String: Any] {
        nonisolated(unsafe) var answer: [String: Any] = [:]
        try talking.withLock { _ in
            try input.fileHandleForWriting.write(contentsOf: Data((command + "\n").utf8))
            answer = try Self.line(output)
        }
        return answer
    }

    private static func quoted(_ text: String) throws -> String {
        String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    }

    /// The first issuer knows somebody. `claims` is JSON.
    func person(_ subject: String, _ claims: String) throws {
        _ = try ask(#"{"do":"person","sub":\#(Self.quoted(subject)),"claims":\#(claims)}"#)
    }

    /// The browser signs in: where it is sent back to. The partner says the claims (JSON) of them.
    func authorize(_ url: String, as subject: String, _ claims: String = "{}") throws -> String {
        let command = #"{"do":"authorize","url":\#(try Self.quoted(url)),"sub":\#(try Self.quoted(subject)),"claims":\#(claims)}"#
        return try ask(command)["location"] as? String ?? ""
    }

    /// A token that the partner signed.
    func sign(_ claims: String) throws -> String { try ask(#"{"do":"sign","claims":\#(claims)}"#)["token"] as? String ?? "" }

    func rotate() throws { _ = try ask(#"{"do":"rotate"}"#) }

    /// The paths of the second server that were asked for since the last time.
    func asked() throws -> [String] { try ask(#"{"do":"asked"}"#)["paths"] as? [String] ?? [] }
}
