import BasinWire

/// Home before there is any data: what to do, in three steps, with those crossed out that are done.
enum FirstStepsPage {
    static func page(_ home: HomeSummary, for visitor: Visitor) -> Page {
        Page(
            "Home", for: visitor, in: .home, refresh: 10,
            body: HTML.part(
                "home",
                """
                <p class="about">Welcome. Nothing has come in yet: three steps, and this page shows what happens to your data.</p>
                <ol class="steps">
                \(step("define", "Say what your events are", isDone: home.hasDefinitions, definitions(home)))
                \(step("key", "Make a key for a client", isDone: home.hasKey, key))
                \(step("send", "Send an event", isDone: home.hasData, send))
                </ol>
                """))
    }

    private static func step(_ id: String, _ title: String, isDone: Bool, _ body: HTML) -> HTML {
        let badge = isDone ? Standing.good.badge("done") : Standing.waiting.badge("to do")
        return """
            <li id="\(id)"><div class="heading"><h2>\(title)</h2>\(badge)</div>
            \(isDone ? HTML.more("How", body) : body)</li>

            """
    }

    private static func definitions(_ home: HomeSummary) -> HTML {
        let count: HTML? = home.datasets == 0 ? nil
            : HTML.note(
                "\(Figures.count(home.datasets, "event type or dataset is", "event types and datasets are")) applied: <a href=\"/search\">look at \(home.datasets == 1 ? "it" : "them")</a>.")
        return """
            <p>A project is a folder of small files: who owns what, and which fields an event has. Apply it, and see first what that would change.</p>
            \(HTML.snippet("my-project/teams.yaml", "team-listening:\n  contact: \"#listening\"\n"))
            \(HTML.snippet("my-project/events/song_played.yaml", """
                owner: team-listening
                description: A listener finished or skipped a song.
                fields:
                  user_id:  {type: string, classification: pseudonymous, subject: true}
                  song:     {type: string, classification: none}

                """))
            \(HTML.snippet("Terminal", "basin plan --project my-project\nbasin apply --project my-project"))\(count)
            """
    }

    private static let key: HTML = """
        <p>Every client sends with a key of its own, which can be taken back. It is shown once.</p>
        \(HTML.snippet("Terminal", "basin key create web"))
        """

    private static let send: HTML = """
        <p>An event is a CloudEvent. The answer 200 means that it is stored; a query sees it at once.</p>
        \(HTML.snippet("Terminal", """
            curl -i http://127.0.0.1:8080/events \\
              -H "Authorization: Bearer WRITE_KEY" \\
              -H "Content-Type: application/cloudevents-batch+json" \\
              -d '[{"specversion":"1.0","id":"1","source":"web","type":"song_played","data":{"user_id":"53","song":"Help!"}}]'
            """))
        \(HTML.snippet("Then", "basin query \"SELECT count(*) FROM song_played\""))
        """
}
