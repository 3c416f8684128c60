import BasinCore
package import BasinWire

/// One source: which calls become which event types, and requests to try it with.
package enum SourcePage {
    /// - Parameters:
    ///   - samples: nil where they cannot be made now.
    ///   - server: the address by which clients reach this one.
    package static func page(_ source: SourceSummary, _ samples: [SampleRequest]?, server: String, for visitor: Visitor) -> Page {
        Page(
            source.name, for: visitor, in: .events, trail: EventFrame.trail() + [("Sources", "/sources")],
            aside: HTML.tag(SourcesPage.protocolName(source.clientProtocol)),
            body: """
                <p class="prose about" dir="auto">\(source.description)</p>
                \(facts(source, server))
                \(HTML.section("calls", "Calls and event types", about: "A call that no row takes becomes an event of the catch-all.", "\(routes(source))"))
                \(HTML.section("values", "Values from elsewhere in the call", about: "Fields take the client's own property of their name, unless it stands here.", "\(mapping(source))"))
                \(HTML.section("try", "Try it without storing anything", about: "Made-up calls: the answer says which events they would become, and which would be refused.", tries(source, samples, server)))
                """)
    }

    private static func facts(_ source: SourceSummary, _ server: String) -> HTML {
        let keys: HTML =
            source.keys.isEmpty
                ? HTML.quiet("any that no other source of the protocol names")
                : HTML(source.keys.map { HTML.code($0) }, between: ", ")
        return HTML.facts([
            ("Owner", HTML.link(source.owner, to: .team(source.owner))),
            ("Clients send to", "\(HTML.code(server)) \(path(source.clientProtocol))"), ("Write keys", keys),
            ("Without a key", source.open.map { "\($0) events at most" } ?? HTML.quiet("refused")),
            ("Catch-all", HTML.link(source.catchAll, to: .eventType(source.catchAll))),
        ])
    }

    private static func path(_ clientProtocol: String) -> HTML {
        let paths: [String] =
            switch clientProtocol {
            case "segment": ["/v1/track", "/v1/batch"]
            case "snowplow": ["/com.snowplowanalytics.snowplow/tp2", "/i"]
            case "posthog": ["/batch", "/e", "/capture"]
            case "otlp": ["/v1/logs"]
            default: []
            }
        return HTML(paths.map { HTML.code($0) }, between: ", ")
    }

    private static func routes(_ source: SourceSummary) -> DataTable {
        DataTable(
            "routes", "Calls and event types",
            columns: [.text("Event type"), .text("Call"), .wide("Named"), .number("Mapped", unit: "fields")],
            rows: source.routes.map { route in
                let names = route.names.isEmpty
                    ? (route.call == nil ? "\(route.type), in any spelling" : "anything")
                    : route.names.joined(separator: ", ")
                return [
                    .link(route.type, to: .eventType(route.type)), .word(route.call ?? "the client's own event"),
                    .text(names), .number(route.fields.count),
                ]
            }, empty: "It names no event type: every call goes to the catch-all.", hidesCaption: true)
    }

    private static func mapping(_ source: SourceSummary) -> DataTable {
        let rows = source.routes.flatMap { route in
            route.fields.sorted { $0.key < $1.key }.map {
                [Cell.link(route.type, to: .eventType(route.type)), .code($0.key), .code($0.value)]
            }
        }
        return DataTable(
            "mapping", "Fields and where they come from", columns: [.text("Event type"), .text("Field"), .text("In the call")],
            rows: Array(rows.prefix(500)), empty: "No field comes from elsewhere.", hidesCaption: true)
    }

    private static func tries(_ source: SourceSummary, _ samples: [SampleRequest]?, _ server: String) -> HTML {
        guard let samples else { return "<p class=\"empty\">No sample can be made just now.</p>\n" }
        let doctor = HTML.snippet("All of them at once", "basin doctor --source \(source.name)")
        let pieces = samples.prefix(30).map { sample -> HTML in
            HTML.snippet("\(sample.call), to be an event of \(sample.type)", command(sample, server))
        }
        let first = Array(pieces.prefix(2)), rest = Array(pieces.dropFirst(2))
        let more: HTML? = rest.isEmpty ? nil : HTML.more("\(Figures.count(rest.count, "more sample"))", "\(rest)")
        return "\(doctor)\(first)\(more)"
    }

    /// Safe to be pasted into a shell, whatever the sample holds.
    private static func command(_ sample: SampleRequest, _ server: String) -> String {
        let path = sample.path + (sample.path.contains("?") ? "&" : "?") + "dry_run=true"
        let body = sample.body.isEmpty ? "" : " \\\n  -H 'Content-Type: \(quoted(sample.contentType))' -d '\(quoted(sample.body))'"
        return "curl -s -X \(sample.method) '\(quoted(server + path))' -H \"Authorization: Bearer $WRITE_KEY\"\(body)"
    }

    private static func quoted(_ text: String) -> String { text.replacing("'", with: "'\\''") }
}
