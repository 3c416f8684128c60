import BasinCore
import BasinDefinitions

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A folder of generated files. Of what is in it, it looks at files that begin as generated ones do, and no others.
struct GeneratedFolder {
    let path: String
    let language: CodeLanguage

    /// Each file that should be there or was, by its path, which includes the folder's.
    ///
    /// - Throws: `.conflict` for a file of somebody's own that stands where a generated one belongs; `.system` for one
    ///   that cannot be read.
    func compare(_ wanted: [String: String]) throws -> [GeneratedFile] {
        var files: [GeneratedFile] = []
        for (name, text) in wanted {
            let file = path + "/" + name
            guard let bytes = try content(file) else {
                files.append(GeneratedFile(path: file, text: text, state: .missing))
                continue
            }
            guard isGenerated(bytes) else {
                throw BasinError(
                    .conflict,
                    "\(Terminal.printable(file)) was not generated and stays as it is; move it away, or give another "
                        + "--output.")
            }
            let isSame = bytes.elementsEqual(text.utf8)
            files.append(GeneratedFile(path: file, text: text, state: isSame ? .unchanged : .different))
        }
        for name in try names() where wanted[name] == nil && name.hasSuffix(language.fileExtension) {
            let file = path + "/" + name
            guard let bytes = try content(file), isGenerated(bytes) else { continue }
            files.append(GeneratedFile(path: file, text: nil, state: .stale))
        }
        return files.sorted { $0.path < $1.path }
    }

    /// Makes the folder what it should be, one whole file after another.
    func write(_ files: [GeneratedFile]) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw BasinError(
                .system,
                "The folder \(Terminal.printable(path)) cannot be made; give another --output, or make it yourself.")
        }
        for file in files where file.state != .unchanged {
            if let text = file.text {
                let output = try OutputFile(path: file.path)
                try output.write(Array(text.utf8))
                try output.finish()
            } else {
                do {
                    try FileManager.default.removeItem(atPath: file.path)
                } catch {
                    throw BasinError(
                        .system,
                        "\(Terminal.printable(file.path)) is no longer generated and cannot be removed; remove it.")
                }
            }
        }
    }

    private func isGenerated(_ bytes: Data) -> Bool { bytes.starts(with: language.mark.utf8) }

    private func names() throws -> [String] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw BasinError(
                .system, "The folder \(Terminal.printable(path)) cannot be listed; give another --output.")
        }
    }

    /// Nil where there is no such file.
    private func content(_ file: String) throws -> Data? {
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw BasinError(
                .system, "\(Terminal.printable(file)) cannot be read; make it readable, or give another --output.")
        }
        return bytes
    }
}
