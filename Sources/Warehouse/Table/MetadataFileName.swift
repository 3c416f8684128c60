/// The name of a metadata file: `00012-<uuid>.metadata.json`.
struct MetadataFileName {
    var version: Int
    var uuid: UUIDText

    init(version: Int, uuid: UUIDText) {
        self.version = version
        self.uuid = uuid
    }

    /// Nil for any other name.
    init?(_ text: some StringProtocol) {
        let suffix = ".metadata.json"
        guard text.hasSuffix(suffix), let hyphen = text.firstIndex(of: "-"),
            let version = Int(text[..<hyphen]), (0..<1_000_000_000).contains(version),
            let uuid = try? UUIDText(String(text[text.index(after: hyphen)...].dropLast(suffix.count)))
        else { return nil }
        self.init(version: version, uuid: uuid)
    }

    var text: String {
        let digits = String(version)
        return String(repeating: "0", count: max(0, 5 - digits.count)) + digits + "-" + uuid.text + ".metadata.json"
    }
}
