/// The installation's id, made once.
package enum InstallationFile {
    /// - Throws: `.storage`.
    package static func id(_ folder: QueueFolder, random: () -> UInt64) throws -> String {
        let file = try SmallFile(folder.file("installation"))
        if let bytes = try file.read(), bytes.count == 36 { return String(decoding: bytes, as: UTF8.self) }
        let id = EventID(random: random).text
        try file.write(Array(id.utf8))
        try file.sync()
        return id
    }
}
