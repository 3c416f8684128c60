import Foundation

/// A server with a source for each protocol and one event type that all of them feed.
struct DoorProject {
    let basin: BasinProcess
    let key: String

    init(_ name: String, limit: String = "100000/s") throws {
        let folder = try TestFolder(name)
        try folder.write("project/teams.yaml", "team-web:\n  contact: web@small.example\n")
        try folder.write(
            "project/events/song_played.yaml",
            """
            owner: team-web
            description: A song was played.
            fields:
              user_id: {type: string, required: false, classification: pseudonymous, subject: true}
              song:    {type: string, classification: none}

            """)
        for (source, clientProtocol) in [
            ("web", "segment"), ("partners", "snowplow"), ("product", "posthog"), ("services", "otlp"),
        ] {
            let open = clientProtocol == "snowplow" ? "open: {limit: \(limit)}\n" : ""
            try folder.write(
                "project/sources/\(source).yaml",
                "owner: team-web\ndescription: Clients.\nprotocol: \(clientProtocol)\n\(open)events:\n  song_played: {}\n")
        }
        basin = try BasinProcess(folder, project: folder.path + "/project")
        try basin.start()
        key = try basin.makeKey()
    }

    func post(_ path: String, _ body: String, headers: [String: String] = [:]) throws -> HTTPAnswer {
        try basin.send(
            "POST", path, body: Array(body.utf8),
            headers: ["Content-Type": "application/json", "Authorization": "Bearer \(key)"].merging(headers) { $1 })
    }
}
