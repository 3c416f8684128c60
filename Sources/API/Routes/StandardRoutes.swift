import BasinCore
import HTTPTypes
import Hummingbird
import NIOCore

/// What there is, in the words of other catalogs.
enum StandardRoutes {
    private static let contractYAML = "application/odcs+yaml"
    private static let entityType = "application/yaml"
    private static let linkedType = "application/ld+json"
    private static let base = QueryParameter(
        name: "base",
        description: "Where readers reach this server, e.g. https://data.example; what is here is named relative to the document if left out.")

    static func routes(_ standards: StandardServices) -> [Route] {
        [
            Route(
                method: .get, path: "/api/v1/datasets/{name}/contract", access: .may(.find),
                summary: "The data contract of a dataset or event type: Open Data Contract Standard 3.1.",
                query: [
                    QueryParameter(
                        name: "format", description: "yaml or json; what the Accept header names first if left out, else yaml.")
                ],
                answer: AnswerDescription(
                    description: "The contract. The same definition gives the same bytes.",
                    contentTypes: [contractYAML, "application/json"])
            ) { door in
                let format = try format(door.query.first("format"), accept: door.request.headers[.accept])
                let bytes = try await standards.contract(door.parameter("name"), format)
                var response = Response.bytes(
                    ByteBuffer(bytes: bytes), type: format == .yaml ? contractYAML + ";version=3.1.0" : "application/json")
                response.headers[.vary] = "Accept"
                return response
            },
            Route(
                method: .get, path: "/api/v1/datasets/{name}/jsonld", access: .may(.find),
                summary: "A dataset or event type as schema.org/Dataset.", query: [base],
                answer: AnswerDescription(description: "JSON-LD.", contentTypes: [linkedType])
            ) { door in
                let bytes = try await standards.linkedDataset(door.parameter("name"), door.query.first("base"))
                return .bytes(ByteBuffer(bytes: bytes), type: linkedType)
            },
            Route(
                method: .get, path: "/api/v1/catalog.jsonld", access: .may(.find),
                summary: "All datasets and event types as a DCAT 3 catalog.", query: [base],
                answer: AnswerDescription(description: "JSON-LD, with its own context.", contentTypes: [linkedType])
            ) { door in
                .bytes(ByteBuffer(bytes: try await standards.linkedCatalog(door.query.first("base"))), type: linkedType)
            },
            Route(
                method: .get, path: "/api/v1/catalog-info.yaml", access: .may(.find),
                summary: "Teams, datasets and event types as entities of a Backstage catalog.",
                answer: AnswerDescription(
                    description: "YAML documents: a Group and a System for each team, a Resource for each dataset.",
                    contentTypes: [entityType])
            ) { _ in .bytes(ByteBuffer(bytes: try await standards.entities()), type: entityType) },
        ]
    }

    /// What is asked for by name, else by the first media type that is one of the two.
    private static func format(_ name: String?, accept: String?) throws -> StandardServices.ContractFormat {
        if let name {
            guard let format = StandardServices.ContractFormat(rawValue: name) else {
                throw BasinError(.invalid, "The format is neither yaml nor json; give one of them.")
            }
            return format
        }
        for part in (accept ?? "").lowercased().split(separator: ",") {
            let type = String(part.prefix { $0 != ";" }).trimmed
            if type.hasSuffix("/json") || type.hasSuffix("+json") { return .json }
            if type.hasSuffix("yaml") || type == "*/*" { return .yaml }
        }
        return .yaml
    }
}
