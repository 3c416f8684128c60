import Foundation

/// A folder of one test, removed with it.
final class TestFolder: Sendable {
    let path: String

    init(_ name: String) throws {
        let url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appendingPathComponent("basin-\(name)-\(UUID().uuidString.prefix(8))")
        path = url.path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        if !Surroundings.keepsFolders { try? FileManager.default.removeItem(atPath: path) }
    }

    /// Writes a file, making its folders.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        let file = path + "/" + name
        try FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
        return file
    }

    /// Every file below a folder, sorted, as absolute paths.
    static func files(below folder: String, suffix: String = "") -> [String] {
        guard let names = FileManager.default.enumerator(atPath: folder) else { return [] }
        return names.compactMap { $0 as? String }.filter { $0.hasSuffix(suffix) }.map { folder + "/" + $0 }
            .filter { (try? FileManager.default.attributesOfItem(atPath: $0)[.type] as? FileAttributeType) == .typeRegular }
            .sorted()
    }
}
