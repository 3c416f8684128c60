import BasinCore

/// All datasets as a DCAT 3 catalog in JSON-LD. https://www.w3.org/TR/vocab-dcat-3/
package enum LinkedCatalog {
    /// Ends with a line feed. The same facts give the same bytes; datasets that are removed are left out. It holds its own
    /// context, so that nobody has to fetch one.
    package static func text(of datasets: [CatalogedDataset], base: LinkedDataAddress) -> String {
        let datasets = datasets.filter { !$0.isRemoved }.sorted { $0.name < $1.name }
        let known = Dictionary(datasets.map { ($0.name, $0.urn) }) { first, _ in first }
        let tree = WrittenJSON.sparse([
            ("@context", context), ("@id", .string(base("/api/v1/catalog.jsonld"))), ("@type", .string("dcat:Catalog")),
            ("dct:title", .string("Basin")),
            ("dct:description", .string("The event types and datasets of this data platform.")),
            ("dct:publisher", agent("urn:basin", "Basin", nil)), ("dcat:service", service(base)),
            ("dcat:dataset", .array(datasets.map { dataset($0, base, known) })),
        ])
        return LinkedDataset.safe(tree.pretty)
    }

    private static let context = WrittenJSON.object(
        [
            ("dcat", "http://www.w3.org/ns/dcat#"), ("dct", "http://purl.org/dc/terms/"), ("foaf", "http://xmlns.com/foaf/0.1/"),
            ("prov", "http://www.w3.org/ns/prov#"), ("vcard", "http://www.w3.org/2006/vcard/ns#"),
            ("xsd", "http://www.w3.org/2001/XMLSchema#"),
        ].map { WrittenJSON.Member($0.0, .string($0.1)) })

    private static func service(_ base: LinkedDataAddress) -> WrittenJSON {
        .object([
            .init("@id", .string(base("/iceberg"))), .init("@type", .string("dcat:DataService")),
            .init("dct:title", .string("Iceberg REST catalog")), .init("dcat:endpointURL", node(base("/iceberg"))),
        ])
    }

    /// - Parameter known: what each dataset is identified by, by name.
    private static func dataset(_ dataset: CatalogedDataset, _ base: LinkedDataAddress, _ known: [String: String]) -> WrittenJSON {
        let sources = dataset.inputs.compactMap { known[$0] }.map(node)
        return .sparse([
            ("@id", .string(dataset.urn)), ("@type", .string("dcat:Dataset")), ("dct:identifier", .string(dataset.urn)),
            ("dct:title", .string(dataset.name)), ("dct:description", .string(dataset.description)),
            ("dct:publisher", agent("urn:basin:team:\(dataset.owner)", dataset.owner, dataset.team?.description)),
            ("dcat:contactPoint", dataset.contacts.first.map { contact($0, of: dataset.owner) }), ("dct:modified", dataset.modified.map(moment)),
            ("dct:accessRights", node(rights(dataset))), ("dct:accrualPeriodicity", frequency(dataset.granularity).map(node)),
            ("dcat:temporalResolution", resolution(dataset.granularity)), ("dct:temporal", dataset.coverage.map(period)),
            ("dcat:version", .string(String(dataset.schemaVersion))), ("dcat:keyword", .strings(dataset.tags + dataset.documentation.terms)),
            ("dcat:landingPage", node(base("/api/v1/datasets/\(dataset.name)"))), ("prov:wasDerivedFrom", .array(sources)),
            ("dcat:distribution", .array([distribution(dataset, base)])),
        ])
    }

    private static func distribution(_ dataset: CatalogedDataset, _ base: LinkedDataAddress) -> WrittenJSON {
        .object([
            .init("@id", .string(dataset.urn + ":iceberg")), .init("@type", .string("dcat:Distribution")),
            .init("dct:title", .string("Apache Iceberg table")), .init("dcat:accessURL", node(base(dataset.tablePath))),
            .init("dcat:accessService", node(base("/iceberg"))),
            .init("dcat:mediaType", node("https://www.iana.org/assignments/media-types/application/vnd.apache.parquet")),
        ])
    }

    private static func node(_ iri: String) -> WrittenJSON { .object([.init("@id", .string(iri))]) }

    private static func typed(_ text: String, _ type: String) -> WrittenJSON {
        .object([.init("@type", .string(type)), .init("@value", .string(text))])
    }

    private static func agent(_ iri: String, _ name: String, _ description: String?) -> WrittenJSON {
        .sparse([
            ("@id", .string(iri)), ("@type", .string("foaf:Agent")), ("foaf:name", .string(name)),
            ("dct:description", .text(description)),
        ])
    }

    private static func contact(_ contact: String, of owner: String) -> WrittenJSON {
        let support = DataContract.Support(contact: contact)
        return .sparse([
            ("@type", .string("vcard:Organization")), ("vcard:fn", .string(owner)),
            ("vcard:hasEmail", support.tool == "email" ? support.url.map(node) : nil),
            ("vcard:hasURL", support.tool == "other" ? support.url.map(node) : nil),
            ("vcard:note", support.url == nil ? .text(contact) : nil),
        ])
    }

    private static func moment(_ time: Timestamp) -> WrittenJSON { typed(time.description, "xsd:dateTime") }

    private static func period(_ time: Range<Timestamp>) -> WrittenJSON {
        .object([
            .init("@type", .string("dct:PeriodOfTime")), .init("dcat:startDate", moment(time.lowerBound)),
            .init("dcat:endDate", moment(time.upperBound)),
        ])
    }

    /// Of the European vocabulary that DCAT's profiles use.
    private static func rights(_ dataset: CatalogedDataset) -> String {
        let word = (dataset.declaredAccess ?? .open).isRestricted ? "RESTRICTED" : "NON_PUBLIC"
        return "http://publications.europa.eu/resource/authority/access-right/\(word)"
    }

    private static func frequency(_ granularity: Granularity) -> String? {
        let word: String? =
            switch granularity {
            case .hour: "HOURLY"
            case .day: "DAILY"
            case .week: "WEEKLY"
            case .month: "MONTHLY"
            case .none: nil
            }
        return word.map { "http://publications.europa.eu/resource/authority/frequency/\($0)" }
    }

    private static func resolution(_ granularity: Granularity) -> WrittenJSON? {
        switch granularity {
        case .hour: typed("PT1H", "xsd:duration")
        case .day: typed("P1D", "xsd:duration")
        case .week: typed("P7D", "xsd:duration")
        case .month: typed("P1M", "xsd:duration")
        case .none: nil
        }
    }
}
