import Foundation

/// Streams that are small and become large, made by the system's gzip.
enum DeflateBomb {
    /// One member of so many megabytes of zeros or blanks: about a thousandth of that.
    static func member(megabytes: Int, of byte: UInt8 = UInt8(ascii: " "), in folder: TestFolder) throws -> [UInt8] {
        let name = folder.path + "/bomb-\(UUID().uuidString.prefix(8))"
        _ = FileManager.default.createFile(atPath: name, contents: nil)
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: name))
        let piece = Data(repeating: byte, count: 1 << 20)
        for _ in 0..<megabytes { try handle.write(contentsOf: piece) }
        try handle.close()
        return try gzip(file: name, in: folder)
    }

    static func gzip(_ bytes: [UInt8], in folder: TestFolder) throws -> [UInt8] {
        let name = folder.path + "/plain-\(UUID().uuidString.prefix(8))"
        try Data(bytes).write(to: URL(fileURLWithPath: name))
        return try gzip(file: name, in: folder)
    }

    private static func gzip(file: String, in folder: TestFolder) throws -> [UInt8] {
        let child = try ChildProcess(
            "/usr/bin/env", ["gzip", "-9nc", file], environment: Surroundings.environment, output: file + ".gz",
            errors: file + ".err")
        guard child.wait(seconds: 120) == 0 else { throw DrillFailure("gzip fails") }
        try FileManager.default.removeItem(atPath: file)
        return Array(try Data(contentsOf: URL(fileURLWithPath: file + ".gz")))
    }
}
