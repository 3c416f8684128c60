import BasinCore
import Foundation

/// The files of the audit log, `<number of the first record>.jsonl` with twenty digits, in order.
struct AuditFiles {
    let folder: String

    struct File {
        var path: String
        var first: Int
    }

    /// The oldest first.
    func all() throws -> [File] {
        try FileManager.default.contentsOfDirectory(atPath: folder).compactMap { name in
            let digits = name.utf8.prefix(20)
            guard name.hasSuffix(".jsonl"), name.utf8.count == 26, digits.allSatisfy({ (48...57).contains($0) }),
                let first = Int(name.prefix(20)), (1..<Int.max).contains(first)
            else { return nil }
            return File(path: folder + "/" + name, first: first)
        }.sorted { $0.first < $1.first }
    }

    func path(first: Int) -> String {
        let digits = String(first)
        return folder + "/" + String(repeating: "0", count: 20 - digits.count) + digits + ".jsonl"
    }

    /// The whole lines of a file, without their ends, and what stands behind the last end.
    func lines(_ file: File) throws -> (lines: [ArraySlice<UInt8>], torn: Int) {
        guard let data = FileManager.default.contents(atPath: file.path) else {
            throw BasinError(.damaged, "A file of the audit log cannot be read: \(file.path).")
        }
        var lines = [UInt8](data).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let rest = lines.popLast()?.count ?? 0
        return (lines, rest)
    }
}
