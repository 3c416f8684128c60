import BasinCore
import BasinManagement
import BasinMetastore
import Foundation
import Testing

/// Finding by what is said for people.
struct DescribedSearchTests {
    static let now = Timestamp(rfc3339: "2026-03-02T12:00:00Z")!

    static func dataset(_ id: UInt32, _ name: String, described: Bool = true, layer: String = "gold") -> AppliedDataset {
        var definition = Dataset(
            name: name, owner: "team-ads", description: "Plays.", granularity: .day, start: nil,
            checks: [Check(name: "row_count", rule: .rowCount(min: 1, max: nil))], work: .sql("SELECT 1"))
        definition.documentation = Documentation(
            tags: ["layer": layer], columnTerms: ["country": "market"], page: "How the **royalty** is worked out.")
        return AppliedDataset(
            id: id, definition: definition, schemaVersion: 1, hash: "",
            columns: [
                DatasetColumn(name: "country", type: .string, id: 1, classification: .none, description: described ? "Where." : nil)
            ], lastFieldID: 1, inputs: [])
    }

    private static func folder() throws -> SearchFolder {
        let all = try SearchFolder([])
        try all.metastore.write { transaction in
            try transaction.store(
                glossary: [
                    GlossaryTerm(
                        name: "market", title: "Market", description: "Where the service is sold.", owner: "team-ads",
                        synonyms: ["territory"])
                ], tags: [])
            let datasets = [
                dataset(1, "plays_gold"), dataset(2, "plays_bare", described: false), dataset(3, "plays_raw", layer: "raw"),
            ]
            try transaction.store(datasets: datasets, at: now)
            try CatalogIndex.update(types: [], datasets: datasets, in: transaction)
            try transaction.add(Account(name: "mia", kind: .person, roles: [.developer], teams: ["team-ads"], createdAt: now))
            try transaction.record([
                DefinitionChange(
                    at: now, person: "mia", reason: nil, kind: "new", objectKind: "dataset", object: "plays_gold", version: 1, details: [])
            ])
            try CatalogIndex.update(person: "mia", in: transaction)
            try CatalogIndex.update(person: "robot", in: transaction)
        }
        return all
    }

    @Test("tags narrow what is found, and must all hold")
    func tags() throws {
        let all = try Self.folder()
        #expect(try all.search(SearchQuestion("plays", tags: ["layer": "raw"])).hits.map(\.entry.name) == ["plays_raw"])
        // Not the one of that exact name, which has another tag.
        #expect(try all.search(SearchQuestion("plays_gold", tags: ["layer": "raw"])).hits.map(\.entry.name) == ["plays_raw"])
        #expect(try all.search(SearchQuestion("plays", tags: ["layer": "raw", "other": "x"])).hits.isEmpty)
    }

    @Test("a term is found by its synonyms, and leads to what is about it; a page is looked into")
    func terms() throws {
        let all = try Self.folder()
        let names = try all.names("territory")
        #expect(names.first == "market" && Set(names) == ["market", "plays_gold", "plays_bare", "plays_raw"])
        #expect(try all.search(SearchQuestion("teritory")).corrected == "territory")
        #expect(try all.names("royalty").count == 3)
    }

    @Test("people are found by what they changed")
    func people() throws {
        let all = try Self.folder()
        let hits = try all.search(SearchQuestion("plays_gold")).hits
        #expect(hits.first?.entry.name == "plays_gold")
        #expect(hits.contains { $0.entry.name == "mia" && $0.entry.kind == .person })
        #expect(try all.names("robot").isEmpty)
    }

    @Test("who is not let in any more is nobody to ask; who is let in again is")
    func disabled() throws {
        let all = try Self.folder()
        func change(_ at: Timestamp?) throws {
            try all.metastore.write { transaction in
                guard var mia = try transaction.snapshot.account(named: "mia") else { return }
                mia.disabledAt = at
                try transaction.update(mia)
                try CatalogIndex.update(person: "mia", in: transaction)
            }
        }
        try change(Self.now)
        #expect(try !all.names("plays_gold").contains("mia"))
        try change(nil)
        #expect(try all.names("plays_gold").contains("mia"))
    }

    @Test("the catalog of an older Basin is made anew, with its people and the uses that were counted")
    func older() throws {
        let path = NSTemporaryDirectory() + "basin-older-" + UUID().uuidString + ".sqlite"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        let fields = [SearchFolder.field("song", .none, "Which.")]
        let type = AppliedEventType(
            id: 1, definition: EventType(name: "plays", owner: "team-ads", description: "x", fields: fields),
            versions: [EventSchema(version: 1, fields: fields)], lastFieldID: 1, firstHour: Hour(index: 0))
        let old = try Metastore(path: path, through: "0006-ControlAccess")
        try old.write { transaction in
            try transaction.store(teams: [], types: [type])
            try CatalogIndex.store(CatalogEntry(type), in: transaction)
            try transaction.add(Account(name: "mia", kind: .person, roles: [.developer], teams: [], createdAt: Self.now))
            try transaction.record([
                DefinitionChange(
                    at: Self.now, person: "mia", reason: nil, kind: "new", objectKind: "event", object: "plays", version: 1, details: [])
            ])
            try transaction.addUses([1: 7], day: 20_000)
        }
        try old.close()
        let metastore = try Metastore(path: path)
        defer { try? metastore.close() }
        // A second start changes nothing.
        for _ in 0..<2 { try metastore.write { try CatalogIndex.fill(in: $0) } }
        let hits = try metastore.read { try CatalogSearch.answer(SearchQuestion("plays"), $0, now: Self.now).hits }
        #expect(hits.map(\.entry.name) == ["plays", "mia"] && hits.first?.entry.uses == 7)
        #expect(try metastore.read { try $0.lastReads() } == [1: LastRead(day: 20_000, way: .query)])
    }

    @Test("certified is what lacks nothing and came in time; an exact name that is not is left out, too")
    func certified() throws {
        let all = try Self.folder()
        #expect(try all.search(SearchQuestion("plays", isCertified: true)).hits.isEmpty)
        #expect(try all.search(SearchQuestion("plays")).hits.allSatisfy { $0.entry.datasetID == nil || $0.isCertified == false })
        #expect(try all.search(SearchQuestion("plays_bare", isCertified: true)).hits.isEmpty)
    }

    @Test(
        "certification says what is missing",
        arguments: [
            (Timestamp?.some(now + .seconds(-3600)), true, 0), (now + .seconds(-3 * 86_400), true, 1), (nil, true, 1),
            (now + .seconds(-3600), false, 1), (nil, false, 2),
        ])
    func facts(_ last: Timestamp?, _ isDescribed: Bool, _ missing: Int) {
        let certification = Certification(Self.dataset(1, "x", described: isDescribed), lastData: last, now: Self.now)
        #expect(certification.missing.count == missing && certification.isCertified == (missing == 0))
    }

    @Test("what is deprecated, unchecked, removed, promises nothing or has an incident is not certified")
    func unreliable() {
        var dataset = Self.dataset(1, "x")
        let fresh = Self.now
        dataset.definition.deprecation = "Use y."
        #expect(!Certification(dataset, lastData: fresh, now: fresh).isCertified)
        dataset = Self.dataset(1, "x")
        dataset.definition.checks[0].isBlocking = false
        #expect(!Certification(dataset, lastData: fresh, now: fresh).isCertified)
        dataset = Self.dataset(1, "x")
        dataset.isRemoved = true
        #expect(!Certification(dataset, lastData: fresh, now: fresh).isCertified)
        let fields = [SearchFolder.field("song", .none, "Which.")]
        var type = AppliedEventType(
            id: 1, definition: EventType(name: "x", owner: "team-ads", description: "x", fields: fields),
            versions: [EventSchema(version: 1, fields: fields)], lastFieldID: 1, firstHour: Hour(index: 0))
        #expect(Certification(type, hasIncident: false).isCertified && !Certification(type, hasIncident: true).isCertified)
        type.definition.compatibility = .none
        #expect(!Certification(type, hasIncident: false).isCertified)
    }
}
