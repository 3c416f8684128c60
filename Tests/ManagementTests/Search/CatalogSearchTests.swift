import BasinCore
import BasinManagement
import BasinMetastore
import Foundation
import Testing

@Suite("People find data") struct CatalogSearchTests {
    @Test("CAT: of questions that were judged by hand, the first right answer stands at 1 or close to it (MRR)")
    func judged() throws {
        let all = try SearchFolder(JudgedCatalog.entries)
        try all.metastore.write { try $0.addUses(JudgedCatalog.uses, day: 20_514) }
        var sum = 0.0, count = 0.0
        var late: [String] = []
        for (text, answers) in JudgedCatalog.questions where !answers.isEmpty {
            let names = try all.names(text)
            let place = names.firstIndex { answers.contains($0) }
            sum += place.map { 1 / Double($0 + 1) } ?? 0
            count += 1
            if place != 0 { late.append("\(text): \(names.prefix(4))") }
        }
        print("➜ search: MRR \((sum / count * 1000).rounded() / 1000) of \(Int(count)) judged questions; not first: \(late)")
        #expect(sum / count >= 0.9)
    }

    @Test("The exact name comes first, however much others are used")
    func exact() throws {
        let all = try SearchFolder([
            SearchFolder.dataset(1, "plays", "team-ads", "x", []), SearchFolder.dataset(2, "plays_daily", "team-ads", "plays plays", ["plays"]),
            SearchFolder.dataset(3, "all_plays", "team-ads", "x", ["plays"], tier: .high),
        ])
        try all.metastore.write { try $0.addUses([2: 1_000_000, 3: 1_000_000], day: 20_514) }
        #expect(try all.names("plays").first == "plays")
        #expect(try all.names("PLAYS").first == "plays")
    }

    @Test("Of equal matches the one that people use comes first, until they no longer do")
    func used() throws {
        let all = try SearchFolder([
            SearchFolder.dataset(1, "users_a", "team-ads", "x", []), SearchFolder.dataset(2, "users_b", "team-ads", "x", []),
        ])
        #expect(try all.names("users") == ["users_a", "users_b"])
        try all.metastore.write { try $0.addUses([2: 30], day: 100) }
        #expect(try all.names("users") == ["users_b", "users_a"])
        #expect(try all.search(SearchQuestion("users")).hits.first?.entry.uses == 30)
        try all.metastore.write { try $0.forgetUses(day: 129) }
        #expect(try all.names("users") == ["users_b", "users_a"])
        try all.metastore.write { try $0.forgetUses(day: 130) }
        #expect(try all.names("users") == ["users_a", "users_b"])
    }

    @Test("Columns and people lead to what has them, and the answer says which column it was")
    func columns() throws {
        let all = try SearchFolder(JudgedCatalog.entries)
        let hits = try all.search(SearchQuestion("birth year")).hits
        #expect(hits.first?.entry.name == "account_created" && hits.first?.columns.first == "birth_year")
        #expect(hits.first?.entry.classification == .personal)
        #expect(try all.names("team-finance").contains("fx_rates"))
        // Who is behind a team is said by the team alone.
        #expect(try all.names("#discovery").first == "team-discovery")
    }

    @Test(
        "A mistyped word finds what it is nearest to, and the answer says so",
        arguments: [
            ("roylaties", "royalties"), ("campagin", "campaign"), ("experimnt", "experiment"), ("plalist", "playlist"),
            ("recomendatoins", "recommendations"), ("advertisr", "advertiser"), ("discovrey", "discovery"),
        ])
    func mistyped(text: String, meant: String) throws {
        let all = try SearchFolder(JudgedCatalog.entries)
        let answer = try all.search(SearchQuestion(text))
        #expect(answer.corrected == meant)
        #expect(!answer.hits.isEmpty)
    }

    @Test("A word that only descriptions hold is found as it is written, and not mended")
    func prose() throws {
        let all = try SearchFolder(JudgedCatalog.entries)
        #expect(try all.names("exchange") == ["fx_rates"])
        let answer = try all.search(SearchQuestion("exchnage"))
        #expect(answer.corrected == nil && answer.hits.isEmpty)
    }

    @Test("A word that is right is not corrected, nor is one of three letters")
    func right() throws {
        let all = try SearchFolder(JudgedCatalog.entries)
        for text in ["royalties", "roy", "dau", "song", "listen"] {
            #expect(try all.search(SearchQuestion(text)).corrected == nil, "\(text)")
        }
    }

    @Test("What is chosen by kind, owner, tier and classification is all that is found, and is counted")
    func facets() throws {
        let all = try SearchFolder(JudgedCatalog.entries)
        let answer = try all.search(
            SearchQuestion("", kinds: [.event], owners: ["team-listening", "team-finance"], tiers: [.normal], limit: 100))
        #expect(answer.hits.count == 8)
        for hit in answer.hits {
            #expect(hit.entry.kind == .event && hit.entry.tier == .normal)
            #expect(["team-listening", "team-finance"].contains(hit.entry.owner))
        }
        #expect(try all.search(SearchQuestion("song_played", kinds: [.dataset])).hits.allSatisfy { $0.entry.kind == .dataset })
        #expect(try all.search(SearchQuestion("", classifications: [.personal])).hits.map(\.entry.name) == ["account_created"])
    }

    @Test("What is discouraged or removed comes after what is not")
    func discouraged() throws {
        let all = try SearchFolder([
            SearchFolder.event(1, "plays_old", "team-ads", "x", [], isRemoved: true),
            SearchFolder.event(2, "plays_mid", "team-ads", "x", [], deprecation: "Send plays_new."),
            SearchFolder.event(3, "plays_new", "team-ads", "x", []),
        ])
        #expect(try all.names("plays") == ["plays_new", "plays_mid", "plays_old"])
    }

    @Test("Words with capitals inside are found as they are written, and in small letters", arguments: ["iOS", "ios", "GitHub", "github", "McDonald"])
    func capitals(text: String) throws {
        let all = try SearchFolder([
            SearchFolder.dataset(1, "plays", "team-ads", "Plays from iOS and GitHub, as McDonald counts them.", []),
            SearchFolder.dataset(2, "others", "team-ads", "In our own inventory.", []),
        ])
        #expect(try all.names(text) == ["plays"])
    }

    @Test("An apply that fails in the end leaves nothing to be found, and what was there before")
    func failed() throws {
        struct Stopped: Error {}
        let all = try SearchFolder([SearchFolder.dataset(1, "before", "team-ads", "x", ["old_column"])])
        #expect(throws: Stopped.self) {
            try all.metastore.write { transaction in
                try CatalogIndex.store(SearchFolder.dataset(1, "after", "team-ads", "x", ["new_column"]), in: transaction)
                throw Stopped()
            }
        }
        #expect(try all.names("before") == ["before"] && all.names("after").isEmpty)
        #expect(try all.search(SearchQuestion("old_colunm")).corrected == "old column")
    }

    @Test("What an older Basin applied is found once this one has opened its folder, and once only")
    func older() throws {
        let folder = NSTemporaryDirectory() + "basin-search-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let old = try Metastore(path: folder + "/metastore.sqlite", through: "0004-TakeEveryClient")
        let fields = [Field(name: "song", type: .string, id: 101, classification: .none)]
        let type = AppliedEventType(
            id: 1, definition: EventType(name: "song_played", owner: "team-listening", description: "x", fields: fields),
            versions: [EventSchema(version: 1, fields: fields)], lastFieldID: 101, firstHour: Hour(index: 0))
        try old.write { try $0.store(teams: SearchFolder.teams, types: [type]) }
        try old.close()
        let new = try Metastore(path: folder + "/metastore.sqlite")
        for _ in 0..<2 { try new.write { try CatalogIndex.fill(in: $0) } }
        let hits = try new.read {
            try CatalogSearch.answer(SearchQuestion("song"), $0, now: Timestamp(microseconds: 0)).hits.map(\.entry.name)
        }
        #expect(hits == ["song_played"])
        try new.close()
    }

    @Test("What is stored again replaces what was there, under its new name, with its use")
    func replaced() throws {
        let all = try SearchFolder([SearchFolder.dataset(1, "before", "team-ads", "x", ["column_a"])])
        try all.metastore.write { try $0.addUses([1: 7], day: 100) }
        try all.metastore.write {
            try CatalogIndex.store(SearchFolder.dataset(1, "after", "team-ads", "x", ["column_b"]), in: $0)
        }
        #expect(try all.names("before").isEmpty)
        let hits = try all.search(SearchQuestion("after")).hits
        #expect(hits.count == 1 && hits[0].entry.uses == 7)
        // A word that nothing holds any more corrects nothing.
        #expect(try all.search(SearchQuestion("befroe")).corrected == nil)
    }

    @Test(
        "No text that people type is an error, or a question to the database",
        arguments: [
            "", " ", "\"", "a\" OR name : \"b", "NEAR(song played)", "song AND", "*", "-song", "name:song", "^song", "(", "';--",
            String(repeating: "x", count: 5000), String(repeating: "song ", count: 500), "Ünïcode", "日本語", "e\u{301}te\u{301}",
            "\u{0}song", "\u{202E}song", "🎵", "ﬁnance", "ǅ", "a\u{AB30}b", "𞤀𞤁", "ẞtrasse", "col\u{200D}umn",
        ])
    func hostile(text: String) throws {
        let all = try SearchFolder(JudgedCatalog.entries)
        _ = try all.search(SearchQuestion(text))
    }
}
