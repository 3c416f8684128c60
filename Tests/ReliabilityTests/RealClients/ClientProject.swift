/// A project with a source for each protocol, and types for some of what the drivers send.
enum ClientProject {
    static let application = "shop"

    static func write(to folder: TestFolder, scenario: ClientScenario) throws -> String {
        try folder.write("project/teams.yaml", "team-clients:\n  contact: nobody\n")
        for client in RealClient.allCases {
            try writeType(folder, client.songType, [
                "n:    {type: int64, classification: none}",
                "song: {type: string, required: false, classification: none}",
            ])
            if let pageType = client.pageType {
                try writeType(folder, pageType, [
                    "title: {type: string, required: false, classification: none}",
                    "url:   {type: string, required: false, classification: none}",
                ])
            }
            // CloudEvents need no source: their type is the event type.
            guard client.catchAll != nil else { continue }
            try folder.write("project/sources/\(client.rawValue).yaml", source(client, scenario))
        }
        return folder.path + "/project"
    }

    private static func writeType(_ folder: TestFolder, _ name: String, _ fields: [String]) throws {
        try folder.write(
            "project/events/\(name).yaml",
            "owner: team-clients\ndescription: What a client reported.\nfields:\n"
                + fields.map { "  \($0)\n" }.joined())
    }

    private static func source(_ client: RealClient, _ scenario: ClientScenario) -> String {
        let name = client.rawValue
        let (proto, song) =
            switch client {
            // "Song Played" is song_played.
            case .segment: ("segment", "song_played: {}")
            case .rudder: ("segment", "rudder_song: {name: Song Played}")
            // The name of the schema.
            case .snowplow: ("snowplow", "snowplow_song: {}")
            case .posthog, .posthogV1: ("posthog", "\(name)_song: {name: Song Played}")
            case .otlp, .cloudevents: ("otlp", "\(name)_song: {name: Song Played}")
            }
        let page = client.pageType.map {
            "  \($0): {call: page, fields: {title: properties.title, url: context.page.url}}\n"
        }
        let door = client.hasKey
            ? "keys: [\(name)]" : "open: {limit: \(scenario.limit(client) ?? "100000/s")}\napps: [\(application)]"
        return """
            owner: team-clients
            description: What the client of \(name) sends.
            protocol: \(proto)
            \(door)
            events:
              \(song)
            \(page ?? "")
            """
    }
}
