import BasinCore
import BasinDefinitions
import Foundation
import Testing

@Suite("Enrichment is declared with the event type")
struct EnrichmentDefinitionTests {
    private static let fields = """
        user_agent: {type: string, required: false, classification: pseudonymous, purposes: [security]}
        page_url: {type: string, required: false, classification: none}
        page_referrer: {type: string, required: false, classification: personal}
        ip: {type: string, required: false, classification: personal}
        length: {type: int64, required: false, classification: none}
        user_id: {type: string, required: false, classification: pseudonymous, subject: true}
        """

    private static func text(_ enrich: String, _ fields: String = fields, more: String = "") -> String {
        Sample.event(
            fields,
            more: "enrich:\n" + enrich.split(separator: "\n").map { "  \($0)\n" }.joined() + more)
    }

    private static let whole = """
        clock_skew: true
        geo:
          from: ip
          columns:
            geo_country: {classification: none, declassified: A country has millions of people., description: Where.}
        ip: {from: ip, keep: truncated}
        campaign: {from: page_url}
        referrer: {from: page_referrer, page: page_url}
        user_agent: {from: user_agent}
        """

    @Test("its columns are optional fields behind those that clients send, in an order of their own")
    func columns() throws {
        let type = try Sample.read(Self.text(Self.whole)).get().eventTypes[0]
        #expect(type.fields.prefix(6).allSatisfy { $0.derivation == nil })
        #expect(type.fields.dropFirst(6).map(\.name) == DerivedValue.allCases.map(\.rawValue))
        #expect(type.fields.dropFirst(6).allSatisfy { !$0.isRequired && $0.derivation != nil && $0.description != nil })
        #expect(type.fields.filter(\.isTruncatedAddress).map(\.name) == ["ip"])
        let fields = Dictionary(uniqueKeysWithValues: type.fields.map { ($0.name, $0) })
        #expect(fields["ua_is_bot"]?.type == .bool && fields["corrected_time"]?.type == .timestamp)
        #expect(fields["referrer_host"]?.derivation?.sources == ["page_referrer", "page_url"])
    }

    @Test("a column says as much about a person as what it is made of, unless somebody says why not")
    func classification() throws {
        let type = try Sample.read(Self.text(Self.whole)).get().eventTypes[0]
        let fields = Dictionary(uniqueKeysWithValues: type.fields.map { ($0.name, $0) })
        #expect(fields["ua_family"]?.classification == .pseudonymous && fields["ua_family"]?.purposes == ["security"])
        #expect(fields["referrer_medium"]?.classification == .personal && fields["utm_source"]?.classification == Classification.none)
        #expect(fields["geo_city"]?.classification == .personal && fields["geo_country"]?.classification == Classification.none)
        #expect(fields["geo_country"]?.derivation?.declassified == "A country has millions of people.")
        #expect(fields["geo_country"]?.description == "Where." && fields["corrected_time"]?.classification == Classification.none)
    }

    static let wrong: [Case] = [
        Case("no mapping", text("- ip"), [11]),
        Case("an unknown kind", text("weather: {from: ip}"), [11]),
        Case("nothing to read", text("user_agent: {}"), [11]),
        Case("an unknown field", text("user_agent: {from: agent}"), [11]),
        Case("a field that is no text", text("user_agent: {from: length}"), [11]),
        Case("the subject", text("geo: {from: user_id}"), [11]),
        Case("an unknown page", text("referrer: {from: page_referrer, page: nothing}"), [11]),
        Case("a key of another kind", text("campaign: {from: page_url, keep: truncated}"), [11]),
        Case("an address that is kept otherwise", text("ip: {from: ip, keep: half}"), [11]),
        Case("an address of which nothing is said", text("ip: {from: ip}"), [11]),
        Case("a clock that is neither right nor wrong", text("clock_skew: maybe"), [11]),
        Case("a milder column without a reason", text("geo:\n  from: ip\n  columns: {geo_city: {classification: none}}"), [11]),
        Case("a reason without a classification", text("geo:\n  from: ip\n  columns: {geo_city: {declassified: So.}}"), [13]),
        Case("an unknown column", text("geo:\n  from: ip\n  columns: {ua_family: {description: So.}}"), [13]),
        Case("a column that is a field already", text("geo: {from: ip}", fields + "\ngeo_city: {type: string, classification: none}"), [12]),
        Case("a required address", text("ip: {from: ip, keep: truncated}", "ip: {type: string, classification: personal}"), [6]),
        Case("a column that is removed", text("clock_skew: true", more: "removed_fields: [corrected_time]\n"), [12]),
    ]

    @Test("what is wrong is told with its line", arguments: wrong)
    func problems(_ wrong: Case) {
        #expect(Sample.problems(Sample.read(wrong.text)).map(\.line) == wrong.lines)
    }

    @Test("planning says what is filled in and from what; the same again is nothing, whatever the order of the keys")
    func planned() throws {
        var platform = Platform()
        platform.apply(try Sample.project(["e": Sample.event(Self.fields)]))
        let lastID = platform["e"]?.lastFieldID ?? 0
        let plan = platform.apply(try Sample.project(["e": Self.text(Self.whole)]))
        #expect(plan.isApplicable)
        let details = plan.changes.flatMap(\.details)
        #expect(details.contains("Field `ua_family` is new (string, optional, pseudonymous), filled in from user_agent."))
        #expect(details.contains("Field `geo_country` is new (string, optional, none), filled in from ip."))
        #expect(details.contains("Field `geo_country` is none all the same: A country has millions of people."))
        #expect(details.contains("Field `corrected_time` is new (timestamp, optional, none), filled in from the times of the event."))
        #expect(details.contains("The addresses in field `ip` are kept truncated to the network from now on."))
        let type = try #require(platform["e"])
        #expect(type.schema.version == 2 && type.lastFieldID == lastID + DerivedValue.allCases.count)
        // As it is stored and read again.
        platform.types = try JSONDecoder().decode([AppliedEventType].self, from: JSONEncoder().encode(platform.types))
        let other = "user_agent: {from: user_agent}\nip: {from: ip, keep: truncated}\n"
            + Self.whole.split(separator: "\n").filter { !$0.hasPrefix("user_agent") && !$0.hasPrefix("ip") }.joined(separator: "\n")
        #expect(platform.plan(try Sample.project(["e": Self.text(other)])).isEmpty)
    }

    @Test("of a new type the plan says what is filled in, from what, and what says less than its source")
    func new() throws {
        let plan = Platform().plan(try Sample.project(["e": Self.text(Self.whole)]))
        let details = plan.changes.first { $0.object == .event("e") }?.details ?? []
        #expect(details.first?.contains("has 6 fields") == true)
        #expect(details.dropFirst() == [
            "`ua_family`, `ua_major`, `ua_os`, `ua_device`, `ua_is_bot` are filled in from user_agent.",
            "`referrer_medium`, `referrer_host` are filled in from page_referrer and page_url.",
            "`utm_source`, `utm_medium`, `utm_campaign`, `utm_term`, `utm_content` are filled in from page_url.",
            "`geo_country`, `geo_region`, `geo_city` are filled in from ip.", "`corrected_time` is filled in from the times of the event.",
            "Of the addresses in field `ip` only the network is kept.",
            "Field `geo_country` is none all the same: A country has millions of people.",
        ])
    }

    @Test("a new field of clients stands before the columns, and nothing else changes place")
    func fieldAdded() throws {
        var platform = Platform()
        platform.apply(try Sample.project(["e": Self.text("clock_skew: true")]))
        let plan = platform.apply(
            try Sample.project(["e": Self.text("clock_skew: true", Self.fields + "\nb: {type: bool, required: false, classification: none}")]))
        #expect(plan.changes.flatMap(\.details) == ["Field `b` is new (bool, optional, none)."])
        #expect(platform["e"]?.schema.fields.suffix(2).map(\.name) == ["b", "corrected_time"])
    }

    @Test("columns that are no longer filled in must be said to go, as fields must")
    func removed() throws {
        var platform = Platform()
        platform.apply(try Sample.project(["e": Self.text("clock_skew: true")]))
        #expect(!platform.plan(try Sample.project(["e": Sample.event(Self.fields)])).isApplicable)
        let plan = platform.plan(
            try Sample.project(["e": Sample.event(Self.fields, more: "removed_fields: [corrected_time]\n")]))
        #expect(plan.isApplicable)
    }

    @Test("another source, or clients instead of Basin, is a new version that says so")
    func changed() throws {
        var platform = Platform()
        let fields = Self.fields + "\nother: {type: string, required: false, classification: pseudonymous}"
        platform.apply(try Sample.project(["e": Self.text("user_agent: {from: user_agent}", fields)]))
        let source = platform.apply(try Sample.project(["e": Self.text("user_agent: {from: other}", fields)]))
        #expect(source.changes.flatMap(\.details).contains("Field `ua_family` is from now on filled in from other."))
        #expect(platform["e"]?.schema.version == 2)
        let names = Enrichment.userAgent.values.map {
            "\n\($0.rawValue): {type: \($0.type), required: false, classification: pseudonymous}"
        }
        let sent = platform.plan(try Sample.project(["e": Sample.event(fields + names.joined())]))
        #expect(sent.isApplicable)
        #expect(sent.changes.flatMap(\.details).contains("Field `ua_os` is sent by clients from now on, and no longer filled in."))
    }

    @Test("the JSON Schema for clients leaves out what they cannot send")
    func exported() throws {
        let type = try Sample.read(Self.text(Self.whole)).get().eventTypes[0]
        let text = JSONSchemaExport.text(of: type, fields: type.fields, version: 1)
        #expect(text.contains("page_url") && !text.contains("ua_family") && !text.contains("corrected_time"))
    }

    @Test("what was applied before there was enrichment is read as it was")
    func stored() throws {
        let old = #"{"name":"a","type":{"string":{}},"id":101,"isRequired":true,"classification":"none","isSubject":false,"purposes":[],"acceptsEpochMilliseconds":false}"#
        let field = try JSONDecoder().decode(Field.self, from: Data(old.utf8))
        #expect(field == Field(name: "a", type: .string, id: 101, classification: .none))
        let written = String(decoding: try JSONEncoder().encode(field), as: UTF8.self)
        #expect(!written.contains("derivation") && !written.contains("truncates"))
    }
}
