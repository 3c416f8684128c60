import BasinCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension MasterKey {
    package static let environmentVariable = "BASIN_MASTER_KEY"

    /// Finds the master key: in `file` when one is named, else in the environment, else in `DIR.key` beside the data
    /// folder, which is made when there is none and nothing was sealed yet. Blocks.
    ///
    /// - Parameters:
    ///   - file: what `--master-key` names; it must exist.
    ///   - keysExist: whether the data folder has a key database. Then a missing key is an error (`not_found`) and
    ///     never a new key, which could open nothing.
    package static func load(
        file: String?, environment: [String: String], dataFolder: String, keysExist: Bool
    ) throws -> MasterKey {
        if let file {
            guard let text = try KeyFile(path: file).read() else {
                throw BasinError(
                    .notFound, "There is no master key file \(file); name the file that holds the key.")
            }
            return try parse(text, from: "the file \(file)")
        }
        if let text = environment[environmentVariable] {
            return try parse([UInt8](text.utf8), from: "the environment variable \(environmentVariable)")
        }
        let path = try defaultPath(dataFolder: dataFolder)
        let file = KeyFile(path: path)
        // An empty file is what a crash in the middle of creating it leaves.
        if let text = try file.read(), !text.isEmpty || keysExist { return try parse(text, from: "the file \(path)") }
        guard !keysExist else {
            throw BasinError(
                .notFound,
                "The data folder \(dataFolder) has keys, and the master key that opens them is missing: there is no "
                    + "file \(path) and \(environmentVariable) is not set. Put the key back; without it nothing "
                    + "sealed can be read.")
        }
        let secret = try SecretKey.random()
        let made = MasterKey(secret)
        try file.create(made.text)
        return made
    }

    /// `DIR.key`, beside the folder.
    package static func defaultPath(dataFolder: String) throws -> String {
        var folder = dataFolder
        while folder.utf8.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        let last = folder.split(separator: "/").last.map(String.init) ?? ""
        if last.isEmpty || last == "." || last == ".." { folder = KeyFile.resolved(folder) ?? "/" }
        guard folder != "/" else {
            throw BasinError(
                .invalid, "The data folder \(dataFolder) has no place for a key file beside it; use another folder.")
        }
        return folder + ".key"
    }

    private static func parse(_ text: [UInt8], from place: String) throws -> MasterKey {
        let whitespace: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        let trimmed = text.drop { whitespace.contains($0) }.reversed().drop { whitespace.contains($0) }.reversed()
        let characters = [UInt8](trimmed)
        var bytes = (characters.count == 2 * SecretKey.byteCount ? Hexadecimal.bytes(characters) : nil)
            ?? Data(base64Encoded: Data(characters)).map { [UInt8]($0) } ?? []
        defer { for index in bytes.indices { bytes[index] = 0 } }
        guard bytes.count == SecretKey.byteCount else {
            throw BasinError(
                .invalid,
                "There is no master key in \(place): a key is 32 bytes, written as 64 hexadecimal digits or in Base64. "
                    + "Put the right key there.")
        }
        return MasterKey(try bytes.withUnsafeBytes { try SecretKey(copying: $0) })
    }
}
