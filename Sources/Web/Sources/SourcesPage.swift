import BasinCore
package import BasinWire

/// Doors for clients of other protocols.
package enum SourcesPage {
    package static func page(_ sources: [SourceSummary], for visitor: Visitor) -> Page {
        Page(
            "Sources", for: visitor, in: .events, trail: EventFrame.trail(),
            body: """
                <p class="about">Clients of Segment, RudderStack, Snowplow, PostHog and OpenTelemetry send here as they are: a source says which of their calls become which event type. \
                What no type takes goes to the source's catch-all; nothing is lost because it was not declared yet.</p>
                \(sources.isEmpty ? empty : HTML.section("all", "Sources", "\(table(sources))"))
                """)
    }

    private static let empty: HTML = """
        \(HTML.empty("No source yet", "Declare one in a file <code>sources/NAME.yaml</code> of your project, run <code>basin apply</code>, and point a client here."))
        \(HTML.snippet("sources/web.yaml", "owner: team-web\ndescription: The web shop.\nprotocol: segment             # segment (also RudderStack), snowplow, posthog or otlp\nevents:\n  song_played: {}             # events named song_played, Song Played, songPlayed …"))

        """

    private static func table(_ sources: [SourceSummary]) -> DataTable {
        DataTable(
            "sources", "Sources",
            columns: [
                .text("Source"), .wide("What it is"), .text("Protocol"), .wide("Who may send"), .number("Event types"),
                .text("Catch-all"), .text("Owner"),
            ],
            rows: sources.map { source in
                [
                    .link(source.name, to: Address("sources", source.name)), .text(source.description),
                    .word(protocolName(source.clientProtocol)), .text(keys(source)), .number(source.types.count),
                    .link(source.catchAll, to: .eventType(source.catchAll)), .link(source.owner, to: .team(source.owner)),
                ]
            }, empty: "", hidesCaption: true)
    }

    static func keys(_ source: SourceSummary) -> String {
        var text = source.keys.isEmpty ? "any write key that no other source names" : Figures.count(source.keys.count, "write key")
        if let open = source.open { text += ", and without a key \(open) at most" }
        return text
    }

    static func protocolName(_ word: String) -> String {
        switch word {
        case "segment": "Segment, RudderStack"
        case "snowplow": "Snowplow"
        case "posthog": "PostHog"
        case "otlp": "OpenTelemetry logs"
        default: word
        }
    }
}
