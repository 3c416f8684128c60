import BasinCore
import BasinWire
import Foundation

/// Makes up requests that a source's clients might send: each event type once with every field filled, and a call that no
/// route takes.
struct SampleRequests {
    private let source: EventSource
    private let types: [String: AppliedEventType]
    private let now: Timestamp

    init(_ source: EventSource, types: [AppliedEventType], now: Timestamp) {
        self.source = source
        self.types = Dictionary(types.filter { !$0.isRemoved }.map { ($0.name, $0) }) { first, _ in first }
        self.now = now
    }

    func all() throws -> [SampleRequest] {
        var requests = try source.routes.compactMap { route -> SampleRequest? in
            guard let type = types[route.type] else { return nil }
            let call = route.call ?? source.clientProtocol.customCalls[0]
            return try request(call, name: route.names.first ?? route.type, type: route.type, values: values(type, route))
        }
        let custom = source.clientProtocol.customCalls[0]
        requests.append(
            try request(custom, name: "basin_doctor", type: source.catchAll, values: [(source.clientProtocol.properties + ".checked", true)]))
        return requests
    }

    /// Where each field's value stands in the call, and one that its type takes.
    private func values(_ type: AppliedEventType, _ route: SourceRoute) -> [(path: String, value: Any)] {
        type.schema.sentFields.map { field in
            (route.fields[field.name] ?? source.clientProtocol.properties + "." + field.name, SampleValue.of(field))
        }
    }

    // MARK: Requests

    private func request(
        _ call: String, name: String, type: String, values: [(path: String, value: Any)]
    ) throws -> SampleRequest {
        var root = NestedValues()
        for (path, value) in values { root.set(value, at: path) }
        let id = "basin-doctor-\(now.microseconds)-\(type)"
        let told = source.clientProtocol.customCalls.contains(call) ? "\(call) \(name)" : call
        func sample(_ path: String, _ body: Any) throws -> SampleRequest {
            let bytes = try JSONSerialization.data(withJSONObject: body, options: [.sortedKeys, .withoutEscapingSlashes])
            return SampleRequest(
                call: told, type: type, method: "POST", path: path, contentType: "application/json",
                body: String(decoding: bytes, as: UTF8.self))
        }
        switch source.clientProtocol {
        case .segment:
            root.set(call, at: "type")
            root.set(id, at: "messageId")
            root.fill("basin-doctor", at: "userId")
            root.fill(now.description, at: "timestamp")
            if call == "track" { root.set(name, at: "event") }
            return try sample("/v1/batch", ["batch": [root.value], "sentAt": now.description])
        case .posthog:
            let names = ["identify": "$identify", "alias": "$create_alias", "page": "$pageview", "screen": "$screen"]
            root.set(names[call] ?? name, at: "event")
            root.set(id, at: "uuid")
            root.fill("basin-doctor", at: "distinct_id")
            root.fill(now.description, at: "timestamp")
            return try sample("/batch", ["batch": [root.value], "sent_at": now.description])
        case .snowplow: return try sample("/com.snowplowanalytics.snowplow/tp2", snowplow(root, call, name, id))
        case .otlp: return try sample("/v1/logs", otlp(root, name, id))
        }
    }

    private func snowplow(_ values: NestedValues, _ call: String, _ name: String, _ id: String) throws -> Any {
        var root = values
        if call == "ue" {
            let event: [String: Any] = [
                "schema": "iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0",
                "data": ["schema": "iglu:basin/\(name)/jsonschema/1-0-0", "data": root.value["data"] ?? [:]],
            ]
            let bytes = try JSONSerialization.data(withJSONObject: event)
            root.remove("data")
            root.set(String(decoding: bytes, as: UTF8.self), at: "ue_pr")
        }
        if call == "se" { root.set(name, at: "se_ac") }
        root.set(call, at: "e")
        root.set(id, at: "eid")
        root.fill("basin-doctor", at: "duid")
        root.fill(String(now.microseconds / 1000), at: "dtm")
        if let app = source.apps.first { root.set(app, at: "aid") }
        return ["schema": "iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4", "data": [root.value]]
    }

    private func otlp(_ values: NestedValues, _ name: String, _ id: String) -> Any {
        var attributes = values.value["attributes"] as? [String: Any] ?? [:]
        attributes["log.record.uid"] = id
        let record: [String: Any] = [
            "timeUnixNano": String(now.microseconds * 1000), "eventName": name,
            "attributes": attributes.sorted { $0.key < $1.key }.map { ["key": $0.key, "value": Self.any($0.value)] },
        ]
        return ["resourceLogs": [["resource": ["attributes": []], "scopeLogs": [["logRecords": [record]]]]]]
    }

    /// OTLP's `AnyValue`.
    private static func any(_ value: Any) -> [String: Any] {
        switch value {
        case let value as Bool: ["boolValue": value]
        case let value as Int: ["intValue": String(value)]
        case let value as Double: ["doubleValue": value]
        case let value as [Any]: ["arrayValue": ["values": value.map(any)]]
        case let value as [String: Any]: ["kvlistValue": ["values": value.sorted { $0.key < $1.key }.map { ["key": $0.key, "value": any($0.value)] }]]
        default: ["stringValue": "\(value)"]
        }
    }
}
