import BasinCore

/// The visual language, part by part: what each is for, and how it looks.
package enum StylePage {
    package static func page(for visitor: Visitor) -> Page {
        Page(
            "Style", for: visitor,
            body: """
                <p class="about">What these pages are made of. A new page takes its parts from here; a part that is missing is added
                here first. Colours mean something or are grey, and never stand alone.</p>
                \(type)\(states)\(numbers(visitor))\(tables(visitor))\(charts)\(timeline)\(calendar)\(forms)\(words)
                """)
    }

    private static let type: HTML = HTML.section(
        "type", "Type and space",
        """
        <p class="as-title">Title 26</p><p class="as-heading">Heading 18</p><h3>Small heading 15</h3>
        <p>Text 15. Lines are 75 letters at most. <a href="#type">A link</a>, <code>code</code>, \(HTML.quiet("quiet text that matters less")).</p>
        \(HTML.note("A note 13: units, times, what a number leaves out."))
        <p>Space is 4, 8, 12, 16, 24, 32 or 48.</p>
        """)

    private static let states: HTML = HTML.section(
        "states", "States", about: "A word, a sign of its own shape, a colour.",
        """
        <p>\(Standing.allCases.map { "\($0.badge($0.rawValue)) " as HTML })</p>
        <p>\(["published", "running", "queued", "stale", "failed", "not_due"].map { "\(Standing.badge($0)) " as HTML })</p>
        <p>\(["none", "pseudonymous", "personal", "sensitive"].map { "\(HTML.classification($0)) " as HTML })</p>
        \(HTML.notice(.warning, "<p>Something that is to be seen first, with what to do about it.</p>"))
        \(HTML.notice(.good, "<p>Done.</p>"))
        """)

    private static func numbers(_ visitor: Visitor) -> HTML {
        HTML.section(
            "numbers", "Numbers and times", about: "Every number says its unit and its time.",
            """
            \(HTML.figures([
                ("events today, until now", "\(Figures.grouped(1_234_567))"), ("stored", "\(Figures.bytes(5_368_709_120))"),
                ("longest run this week", "\(Figures.duration(seconds: 754))"), ("of rows refused", "\(Figures.percent(0.0042))"),
            ]))
            \(HTML.facts([
                ("Published", visitor.moment.ago(visitor.moment.now.description)), ("Exactly", visitor.moment.exact(visitor.moment.now.description)),
                ("In a line", Sparkline.html([3, 5, 4, 8, 7, 9, 12], label: "From 3 to 12 in seven days")),
                ("Of a whole", Sparkline.share(0.3, label: "30 % of the quota")),
            ]))
            """)
    }

    private static func tables(_ visitor: Visitor) -> HTML {
        let table = DataTable(
            "songs", "Songs played most", columns: [.text("Song"), .number("Plays", unit: "today"), .text("State"), .wide("About")],
            rows: [
                [.name("Help!"), .number(12_345), .state("published"), .text("Numbers stand right, in figures of one width.")],
                [.name("שיר ארוך מאוד <b>"), .number(7), .state("stale"), .text("Names of any length and direction stay in their cell.")],
            ], empty: "Nothing was played today.")
        let none = DataTable(
            "nothing", "Nothing", columns: [.text("Song")], rows: [],
            empty: "Nothing yet. Send an event, then look again.")
        return HTML.section(
            "tables", "Tables", about: "Each has a caption and its CSV. On a phone it scrolls by itself.",
            "\(table)\(none)\(HTML.pages("songs", of: "/style", count: 1900, size: 200, number: 4))\(HTML.empty("Nothing here yet", "What it would be, and what to do: a command, or a link."))")
    }

    private static let charts: HTML = HTML.section(
        "charts", "Charts", about: "Drawn by the server, with axes and units; each place tells its values; the table is behind it.",
        "\(plays)\(lateness)\(ranked)")

    private static let ranked = RankedBars(
        "ranked", "Cost by team", unit: "EUR", nameTitle: "Team", now: "2026-11", then: "2026-10",
        bars: [
            RankedBars.Bar("team-growth", 120.5, before: 98),
            RankedBars.Bar("team-with-a-name-that-has-no-room", 64, before: 71), RankedBars.Bar("shared", 12),
        ])

    private static var plays: Chart {
        let delivered: [Double?] = (0..<24).map { (hour: Int) -> Double? in Double(400 + hour * 37 % 300) }
        let refused: [Double?] = (0..<24).map { (hour: Int) -> Double? in Double(hour * 7 % 60) }
        return Chart(
            "plays", "Songs played", unit: "events", labelTitle: "hour (UTC)", labels: hours.map { $0 + ":00" },
            series: [Chart.Series("delivered", delivered, standing: .good), Chart.Series("refused", refused, standing: .bad)])
    }

    private static var lateness: Chart {
        let half: [Double?] = [1.2, 2, 1.7, 2.4, 1.1, nil, 1.9, 2.2, 1.4, 1.6, 2.6, 1.3, 1.8, 2.1]
        let most: [Double?] = [9, 12, 8, 14, 10, nil, 11, 16, 9, 10, 15, 8, 12, 13]
        return Chart(
            "lateness", "How late events came", kind: .lines, unit: "s", labelTitle: "day", labels: (1...14).map { "Nov \($0)" },
            series: [Chart.Series("half of them", half), Chart.Series("all but 1 %", most)])
    }

    private static let hours: [String] = (0..<24).map { $0 < 10 ? "0\($0)" : "\($0)" }

    private static let timeline: HTML = HTML.section(
        "timeline", "What happened when",
        about: "A lane for each thing, a bar for each length of time; what overlaps stands below. The table of the same belongs behind it.",
        "\(lanes)")

    private static var lanes: Gantt {
        func bar(_ standing: Standing, waits: Double? = nil, _ begin: Double, _ end: Double) -> Gantt.Bar {
            Gantt.Bar(
                standing, waits: waits, begin: begin, end: end,
                label: "From minute \(Int(begin)): \(standing.rawValue)", to: "#timeline")
        }
        return Gantt(
            "worked", "Runs of an hour", length: 60, ticks: stride(from: 0.0, to: 60, by: 15).map { ($0, "\(Int($0)) min") }, now: 52,
            lanes: [
                ("listening_daily", "#timeline", [bar(.good, waits: 2, 5, 20), bar(.bad, 12, 18), bar(.busy, waits: 40, 44, 52)]),
                ("a_dataset_with_a_name_that_has_no_room", "#timeline", [bar(.warning, 22, 31), bar(.waiting, 46, 52), bar(.off, 33, 35)]),
            ],
            key: [
                (.good, "succeeded"), (.busy, "works"), (.waiting, "waits (thin: before it began)"), (.warning, "to be tried again"),
                (.bad, "failed"), (.off, "cancelled"),
            ])
    }

    private static let calendar: HTML = HTML.section("calendar", "Calendars of states", "\(days)")

    private static var days: HeatMap {
        let rows = ["2026-11-26", "2026-11-27"].enumerated().map { number, day -> (label: String, squares: [HeatMap.Square?]) in
            let squares = hours.enumerated().map { hour, name -> HeatMap.Square? in
                let standing: Standing = hour == 9 ? .bad : hour == 15 ? .warning : number == 1 && hour > 18 ? .waiting : .good
                return HeatMap.Square(standing, "\(day)T\(name): \(standing.rawValue)", to: "#calendar")
            }
            return (day, squares)
        }
        return HeatMap(
            "hours", "Hours of two days", columns: hours, rows: rows,
            key: [(.good, "published"), (.warning, "stale"), (.bad, "failed"), (.waiting, "waits")])
    }

    private static let forms: HTML = HTML.section(
        "forms", "Forms", about: "They work without JavaScript. What cannot be taken back is outlined in red and says so.",
        """
        \(Form(.get, "/style", "Ask", fields: [
            Form.text("purpose", "Purpose", placeholder: "e.g. billing", help: "What you need it for."),
            Form.choice("days", "For how long", [("7", "a week"), ("30", "a month")], chosen: "30"), Form.area("reason", "Why"),
        ]))
        <p><button type="button">Do</button> <button type="button" class="secondary">Do less</button>
        <button type="button" class="danger">Remove for ever</button> <button type="button" disabled>Not now</button></p>
        """)

    private static let words: HTML = HTML.section(
        "words", "Text to take along",
        "\(HTML.snippet("Terminal", "basin query \"SELECT count(*) FROM song_played\""))<p>\(HTML.tag("gold")) \(HTML.tag("team-growth", to: "/style"))</p>")
}
