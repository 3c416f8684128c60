import BasinCore
import BasinWire
import Hummingbird

/// Bringing in files.
enum ImportRoutes {
    static let query = [
        QueryParameter(name: "type", description: "The event type that the records become.", isRequired: true),
        QueryParameter(
            name: "format", description: "What the file is.", isRequired: true,
            type: .word(["ndjson", "csv", "parquet", "cloudevents"])),
        QueryParameter(
            name: "time_field", description: "The record's field with its time: RFC 3339 or epoch milliseconds.",
            isRequired: true),
        QueryParameter(
            name: "map", description: "EVENT_FIELD=RECORD_FIELD; once for each renamed field.", isRepeatable: true),
        QueryParameter(
            name: "may_lack", description: "A record field of the mapping that a small file may be without; once for each.",
            isRepeatable: true),
        QueryParameter(name: "from", description: "First hour or day for which the file is complete."),
        QueryParameter(name: "to", description: "End of that range, not included."),
        QueryParameter(name: "replace", description: "Replace what the target hours hold.", type: .flag),
        QueryParameter(name: "reason", description: "Why sealed hours change."),
        QueryParameter(name: "source", description: "CloudEvents source of the records."),
        QueryParameter(name: "id_field", description: "The record's field that identifies it."),
    ]

    static func routes(_ services: Services) -> [Route] {
        [
            Route(
                method: .post, path: "/api/v1/imports", access: .may(.develop),
                summary: "Import a file of records; it may be gzipped. The body is read as it comes.",
                query: query,
                body: BodyDescription(contentTypes: ["application/octet-stream"]),
                answer: .json(ImportSummary.self, "What was imported.")
            ) { door in
                let request = try request(door.query)
                door.notes.add("type", request.type)
                let body = door.request.streamedBody()
                return try .json(await services.importFile(request, body))
            }
        ]
    }

    private static func request(_ query: QueryItems) throws -> ImportRequest {
        var mapping: [String: String] = [:]
        for item in query.all("map") {
            let parts = item.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, mapping.updateValue(String(parts[1]), forKey: String(parts[0])) == nil else {
                throw BasinError(
                    .invalid, "A map parameter is not EVENT_FIELD=RECORD_FIELD, or names an event field twice.")
            }
        }
        return ImportRequest(
            type: try query.require("type"), format: try query.require("format"), timeField: try query.require("time_field"),
            mapping: mapping, mayLack: query.all("may_lack"), from: try query.first("from"), to: try query.first("to"),
            replace: try query.flag("replace"), reason: try query.first("reason"), source: try query.first("source"),
            idField: try query.first("id_field"))
    }
}
