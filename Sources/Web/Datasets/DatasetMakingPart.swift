import BasinWire

/// How a pipeline makes a dataset: its SQL, what it reads, and when.
enum DatasetMakingPart {
    static func html(_ making: DatasetMaking, _ detail: DatasetDetail, _ visitor: Visitor) -> HTML {
        "\(work(making, detail.summary.name, visitor))\(inputs(making))\(settings(making, visitor))"
    }

    private static func work(_ making: DatasetMaking, _ name: String, _ visitor: Visitor) -> HTML {
        let body: HTML
        if let sql = making.sql {
            body = """
                \(HTML.snippet("datasets/\(name).sql", sql))<p><a href="\(Address("sql").with("sql", sql).text)">Open in SQL</a></p>

                """
        } else if !making.command.isEmpty {
            body = HTML.snippet("Program and arguments", making.command.joined(separator: " "))
        } else {
            body = HTML.note("It is shown to people who may query.")
        }
        return HTML.section(
            "made-with", making.work == "sql" ? "SQL" : "Program",
            about: "What makes one partition, as it was last applied.", body)
    }

    private static func inputs(_ making: DatasetMaking) -> HTML {
        let rows = making.inputs.map { input -> [Cell] in
            [
                .link(input.name, to: .dataset(input.name)), .word(input.kind == "event" ? "event type" : "made by a pipeline"),
                .word(word(input.granularity)), .text(input.reads),
            ]
        }
        let table = DataTable(
            "inputs", "Inputs", columns: [.text("Input"), .text("Kind"), .text("Partitioned by"), .wide("What one partition reads")],
            rows: rows, empty: "It reads no other dataset.", hidesCaption: true)
        return HTML.section("reads", "Inputs", "\(table)")
    }

    private static func settings(_ making: DatasetMaking, _ visitor: Visitor) -> HTML {
        let due: String
        switch making.trigger {
        case "data": due = "when every input partition is there"
        case "time": due = "at " + (making.cron ?? "") + " (" + (making.zone ?? "UTC") + ")"
        case "both":
            due = "when every input partition is there, and not before \(making.cron ?? "") (\(making.zone ?? "UTC"))"
        default: due = "only when somebody asks"
        }
        let corrections = making.correctionDays.map { "made again by itself when it ended at most \(Figures.count($0, "day")) ago" } ?? "only marked stale"
        return HTML.section(
            "settings", "When it is made",
            HTML.facts([
                ("Partitioned by", "\(word(making.granularity))"), ("Due", "\(due)"),
                ("First partition", making.start.map { visitor.moment.exact($0) }), ("When an input changes", "\(corrections)"),
                ("Tries after a failure", "\(making.retries)"), ("Pool", making.pool.map { HTML.name($0) }),
                ("Definition", HTML.code(String(making.definitionHash.prefix(12)))),
            ]))
    }

    private static func word(_ granularity: String) -> String { granularity == "none" ? "nothing: all of it at once" : granularity }
}
