package import BasinWire

/// What the platform is doing now, as a page.
package enum StatusPage {
    package static func page(_ status: PlatformStatus) -> Page {
        Page(
            title: "Basin", refresh: 5,
            body: """
                <header>
                <h1>Basin</h1>
                <p class="state">\(state(status)), up \(duration(status.uptimeSeconds))</p>
                </header>
                \(figures(status))
                \(table(status.types))
                <footer><p>received = delivered + duplicates + quarantined + pending</p></footer>
                """)
    }

    private static func state(_ status: PlatformStatus) -> HTML {
        status.ready ? "<span class=\"good\">ready</span>" : "<span class=\"wait\">starting</span>"
    }

    private static func figures(_ status: PlatformStatus) -> HTML {
        let figures: [(HTML, Int)] = [
            ("received", status.types.reduce(0) { $0 &+ $1.received }),
            ("delivered", status.types.reduce(0) { $0 &+ $1.delivered }),
            ("pending", status.types.reduce(0) { $0 &+ $1.pending }),
            ("open hours", status.types.reduce(0) { $0 &+ $1.openHours }),
            ("of unknown type", status.unknownTypeRefused),
        ]
        let items = figures.map { label, value -> HTML in
            "<div><dt>\(label)</dt><dd>\(grouped(value))</dd></div>\n"
        }
        return """
            <dl>
            \(HTML(items))<div><dt>event log</dt><dd>\(bytes(status.logBytes))</dd></div>
            </dl>
            """
    }

    private static func table(_ types: [TypeStatus]) -> HTML {
        guard !types.isEmpty else {
            return """
                <p>No event types yet. Describe one in <code>events/</code> of your project, then run
                <code>basin apply</code>.</p>
                """
        }
        let rows = types.map { type -> HTML in
            let cells = [type.received, type.delivered, type.duplicate, type.quarantined, type.pending, type.openHours]
            return """
                <tr><th scope="row">\(type.name)</th>\(HTML(cells.map { "<td>\(grouped($0))</td>" as HTML }))</tr>

                """
        }
        return """
            <div class="scroll"><table>
            <thead><tr><th scope="col">event type</th><th scope="col">received</th><th scope="col">delivered</th>
            <th scope="col">duplicates</th><th scope="col">quarantined</th><th scope="col">pending</th>
            <th scope="col">open hours</th></tr></thead>
            <tbody>
            \(HTML(rows))</tbody>
            </table></div>
            """
    }

    /// `1 234 567`, with narrow no-break spaces.
    static func grouped(_ value: Int) -> String {
        let digits = Array(String(value.magnitude))
        var text = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += "\u{202F}" }
            text.append(digit)
        }
        return text
    }

    static func bytes(_ value: Int) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB"]
        var whole = Swift.max(0, value)
        var unit = 0
        while whole >= 10_240, unit < units.count - 1 {
            whole /= 1024
            unit += 1
        }
        return "\(whole) \(units[unit])"
    }

    static func duration(_ seconds: Int) -> String {
        switch seconds {
        case ..<120: "\(max(0, seconds)) s"
        case ..<7200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86400) days"
        }
    }
}
