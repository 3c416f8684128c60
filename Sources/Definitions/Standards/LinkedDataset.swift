import BasinCore

/// One dataset as schema.org/Dataset in JSON-LD, for search engines and whoever else reads pages.
///
/// https://developers.google.com/search/docs/appearance/structured-data/dataset
package enum LinkedDataset {
    static let mediaType = "application/ld+json"

    /// Ends with a line feed. The same facts give the same bytes. Nothing in it ends a script element of a page.
    package static func text(of dataset: CatalogedDataset, base: LinkedDataAddress) -> String {
        let page = base("/api/v1/datasets/\(dataset.name)")
        let tree = WrittenJSON.sparse([
            ("@context", .string("https://schema.org/")), ("@type", .string("Dataset")), ("@id", .string(dataset.urn)),
            ("name", .string(dataset.name)), ("description", .string(description(dataset))),
            ("identifier", .string(dataset.urn)), ("url", .string(page)), ("version", .string(String(dataset.schemaVersion))),
            ("keywords", .strings(dataset.tags + dataset.documentation.terms)), ("creator", party(dataset)),
            ("creativeWorkStatus", dataset.isRemoved ? .string("Retired") : dataset.deprecation.map { _ in .string("Deprecated") }),
            ("conditionsOfAccess", .string(conditions(dataset))),
            ("dateModified", .text(dataset.modified?.description)), ("temporalCoverage", .text(coverage(dataset))),
            (
                "includedInDataCatalog",
                .object([
                    .init("@type", .string("DataCatalog")), .init("name", .string("Basin")),
                    .init("url", .string(base("/api/v1/catalog.jsonld"))),
                ])
            ),
            ("variableMeasured", .array(dataset.columns.map(variable))),
            (
                "distribution",
                .array([
                    .object([
                        .init("@type", .string("DataDownload")), .init("name", .string("Apache Iceberg table")),
                        .init("contentUrl", .string(base(dataset.tablePath))),
                        .init("encodingFormat", .string("application/vnd.apache.parquet")),
                    ])
                ])
            ),
        ])
        return safe(tree.pretty)
    }

    /// JSON that may stand inside a page.
    static func safe(_ json: String) -> String { json.replacing("<", with: "\\u003c") }

    /// Search engines want 50 to 5,000 characters.
    private static func description(_ dataset: CatalogedDataset) -> String {
        let said = dataset.description
        guard said.unicodeScalars.count < 50 else { return String(String.UnicodeScalarView(said.unicodeScalars.prefix(5000))) }
        let kind =
            dataset.kind == "event"
            ? "events of one type, by the hour in which they were received" : "a dataset that a pipeline makes"
        return said + " (\(dataset.name): \(kind), owned by \(dataset.owner).)"
    }

    private static func party(_ dataset: CatalogedDataset) -> WrittenJSON {
        .sparse([
            ("@type", .string("Organization")), ("name", .string(dataset.owner)),
            ("description", .text(dataset.team?.description)),
        ])
    }

    private static func conditions(_ dataset: CatalogedDataset) -> String {
        (dataset.declaredAccess ?? .open).isRestricted
            ? "Its owner's people, and whoever has a grant." : "Whoever may query; personal values only with a grant."
    }

    private static func coverage(_ dataset: CatalogedDataset) -> String? {
        dataset.coverage.map { "\($0.lowerBound)/\($0.upperBound)" }
    }

    private static func variable(
        _ column: (name: String, type: FieldType, classification: Classification, description: String?)
    ) -> WrittenJSON {
        .sparse([
            ("@type", .string("PropertyValue")), ("name", .string(column.name)), ("description", .text(column.description)),
        ])
    }
}

extension CatalogedDataset {
    /// Of the Iceberg REST catalog.
    var tablePath: String { "/iceberg/v1/namespaces/\(Self.namespace)/tables/\(name)" }
}
