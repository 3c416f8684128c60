import BasinCore
import BasinManagement
import BasinMetastore
import Foundation

/// A metastore with a catalog in it.
final class SearchFolder {
    let metastore: Metastore
    private let folder: String
    let now = Timestamp(rfc3339: "2026-03-02T12:00:00Z")!
    static let teams = [
        Team(name: "team-listening", contact: "#listening", description: "Playback and what is heard."),
        Team(name: "team-ads", contact: "ads@example.com", description: "Advertising in the free service."),
        Team(name: "team-finance", contact: "#royalties", description: "Royalties, invoices, reports to rights holders."),
        Team(name: "team-discovery", contact: "#discovery", description: "Search, pages, recommendations."),
    ]

    init(_ entries: [CatalogEntry]) throws {
        folder = NSTemporaryDirectory() + "basin-search-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        metastore = try Metastore(path: folder + "/metastore.sqlite")
        try metastore.write { transaction in
            for entry in entries { try CatalogIndex.store(entry, in: transaction) }
        }
    }

    deinit {
        try? metastore.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    func search(_ question: SearchQuestion) throws -> CatalogSearch.Answer {
        try metastore.read { try CatalogSearch.answer(question, $0, now: now) }
    }

    func names(_ text: String) throws -> [String] { try search(SearchQuestion(text)).hits.map(\.entry.name) }

    static func event(
        _ id: UInt32, _ name: String, _ owner: String, _ description: String, _ fields: [Field], tier: Tier = .normal,
        deprecation: String? = nil, isRemoved: Bool = false
    ) -> CatalogEntry {
        let type = EventType(
            name: name, owner: owner, description: description, tier: tier, deprecation: deprecation.map { Deprecation($0) }, fields: fields)
        let applied = AppliedEventType(
            id: id, definition: type, versions: [EventSchema(version: 1, fields: fields)], lastFieldID: 199,
            isRemoved: isRemoved, firstHour: Hour(index: 0))
        return CatalogEntry(applied)
    }

    static func dataset(
        _ id: UInt32, _ name: String, _ owner: String, _ description: String, _ columns: [String], tier: Tier = .normal
    ) -> CatalogEntry {
        let definition = Dataset(
            name: name, owner: owner, description: description, tier: tier, granularity: .day, start: nil, work: .sql("SELECT 1"))
        let made = columns.enumerated().map {
            DatasetColumn(name: $0.element, type: .string, id: $0.offset + 1, classification: .none)
        }
        return CatalogEntry(
            AppliedDataset(
                id: id, definition: definition, schemaVersion: 1, hash: "", columns: made, lastFieldID: 99, inputs: []))
    }

    static func field(
        _ name: String, _ classification: Classification = .none, _ description: String? = nil, type: FieldType = .string
    ) -> Field {
        Field(name: name, type: type, classification: classification, description: description)
    }
}
