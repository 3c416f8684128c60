import BasinCore
package import BasinWire

/// How the server is, what keeps data from being complete, write keys, and where everything else stands.
package enum SettingsPage {
    /// - Parameters:
    ///   - incidents: nil: they could not be read.
    ///   - keys: nil: the visitor may not see them.
    package static func page(
        _ health: HealthSummary, incidents: [IncidentSummary]?, keys: [KeySummary]?, for visitor: Visitor
    ) -> Page {
        Page(
            "Settings and health", for: visitor, in: .settings, aside: readiness(health), refresh: 10,
            body: """
                \(HTML.section("health", "The server", "\(notices(health))\(figures(health))\(facts(health, visitor))"))
                \(HTML.section("incidents", "Open incidents", about: whatIncidentsAre, incidentTable(incidents, visitor)))
                \(keys.map { WriteKeysPage.section($0, visitor) })
                \(visitor.may(.administer) ? backup : .none)
                \(places)
                """)
    }

    private static let whatIncidentsAre: HTML = """
        What keeps hours of events open or events undelivered, until it is mended. \
        <a href="/runs?state=failed">Runs that failed</a> are not among these.
        """

    private static func readiness(_ health: HealthSummary) -> HTML {
        health.ready ? Standing.good.badge("takes events") : Standing.bad.badge("takes no events")
    }

    private static func notices(_ health: HealthSummary) -> HTML {
        var notices: [HTML] = []
        if health.diskIsAlmostFull {
            notices.append(
                HTML.notice(
                    .bad,
                    "<p><strong>The disk is almost full.</strong> Events are refused until there is room: make some, or shorten a retention.</p>"))
        } else if !health.ready {
            notices.append(
                HTML.notice(
                    .bad,
                    "<p><strong>No events are taken.</strong> The server is starting or stopping; clients that try again lose nothing.</p>"))
        }
        if health.stuckTypes > 0 {
            notices.append(
                HTML.notice(
                    .warning,
                    "<p>\(Figures.count(health.stuckTypes, "event type")) cannot be delivered or sealed now; the incidents say why. Nothing of it is lost.</p>"))
        }
        return HTML(notices)
    }

    private static func figures(_ health: HealthSummary) -> HTML {
        var figures: [(label: String, value: HTML)] = [
            ("up", "\(Figures.duration(seconds: Double(health.uptimeSeconds)))"),
            ("in the event log, not yet in tables", "\(Figures.bytes(health.logBytes))"),
        ]
        if health.diskBytes > 0 {
            figures.append(("free of \(Figures.bytes(health.diskBytes)) of disk", "\(Figures.bytes(health.freeBytes))"))
        }
        figures.append(("runs at work, of \(Figures.count(health.workers, "worker"))", "\(Figures.grouped(health.running))"))
        figures.append(
            ("runs waiting, \(Figures.grouped(health.retrying)) of them to be tried again", "\(Figures.grouped(health.queued + health.retrying))"))
        figures.append(("open incidents", "\(Figures.grouped(health.openIncidents))"))
        return HTML.figures(figures)
    }

    private static func facts(_ health: HealthSummary, _ visitor: Visitor) -> HTML {
        HTML.facts([
            ("Version", "\(health.version)"), ("Started", visitor.moment.exact(health.startedAt)),
            ("Events in memory", "\(Figures.bytes(health.backlogBytes)), waiting to be written into tables"),
            (
                "Events set aside",
                health.sideBytes == 0 ? "none" : "\(Figures.bytes(health.sideBytes)), because their type cannot be delivered"
            ),
        ])
    }

    private static func incidentTable(_ incidents: [IncidentSummary]?, _ visitor: Visitor) -> HTML {
        guard let incidents else { return HTML.note("The incidents cannot be read just now.") }
        var table = DataTable(
            "incident-list", "Open incidents",
            columns: [.text("Event type"), .text("What"), .text("Hour"), .text("Since"), .wide("Why")],
            rows: incidents.map { one in
                [
                    one.type.map { .link($0, to: .eventType($0)) } ?? Cell(HTML.quiet("unknown types"), value: ""),
                    Cell(one.kind == "hour" ? Standing.bad.badge("not sealed") : Standing.bad.badge("not delivered"), value: one.kind),
                    one.type.flatMap { type in
                        one.hour.map {
                            Cell("<a href=\"\(Address("events", type, "hours").text)\">\($0)</a>", value: $0)
                        }
                    } ?? .none,
                    .ago(one.openedAt, visitor.moment), .text(one.message),
                ]
            }, empty: "None. What cannot be delivered or sealed would stand here, with the reason.", hidesCaption: true)
        table.mostShown = 100
        return table.html
    }

    private static let backup: HTML = HTML.section(
        "backup", "Backups",
        """
        <p>A backup is taken while the server works. What did not change since the last one into the same folder is not copied again.</p>
        \(HTML.snippet("On the server's machine", "basin backup /mnt/other/basin --url http://127.0.0.1:8080"))
        \(HTML.note("The master key is not in it unless you say <code>--include-master-key</code>: keep that apart, without it a backup cannot be read. <code>basin restore</code> makes a data folder of a backup, and <code>basin fsck</code> checks one."))
        """)

    private static let places: HTML = HTML.section(
        "places", "For programs and people",
        """
        <ul class="list">
        <li><a href="/metrics">/metrics</a><span>figures for Prometheus</span></li>
        <li><a href="/openapi.json">/openapi.json</a><span>every route that programs can use</span></li>
        <li><a href="/readyz">/readyz</a><span>whether events are taken, for a load balancer</span></li>
        <li><a href="/style">/style</a><span>the visual language of these pages</span></li>
        </ul>
        """)
}
