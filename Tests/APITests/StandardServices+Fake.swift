import BasinAPI

extension StandardServices {
    /// Says what it was asked.
    static let fake = StandardServices(
        contract: { name, format in Array("\(name) \(format.rawValue)\n".utf8) }, entities: { Array("kind: Group\n".utf8) },
        linkedDataset: { name, base in Array("\(name) \(base ?? "-")\n".utf8) }, linkedCatalog: { base in Array("\(base ?? "-")\n".utf8) })
}
