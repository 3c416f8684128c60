/// What happened when, side by side: a lane for each thing, a bar for each length of time in it, drawn by the server. A table
/// of the same belongs behind it.
package struct Gantt: Sendable {
    package struct Bar: Sendable {
        package var standing: Standing
        /// Seconds from the beginning of the chart, each; what lies outside is cut.
        package var waits: Double?
        package var begin: Double
        package var end: Double
        /// Says all.
        package var label: String
        package var address: Address

        /// - Parameter waits: since when it waited, before it began.
        package init(_ standing: Standing, waits: Double? = nil, begin: Double, end: Double, label: String, to address: Address) {
            self.standing = standing
            self.waits = waits
            self.begin = begin
            self.end = max(begin, end)
            self.label = label
            self.address = address
        }
    }

    package var name: String
    package var caption: String
    /// Seconds.
    package var length: Double
    package var ticks: [(at: Double, label: String)]
    /// Where now is, if it is in it.
    package var now: Double?
    package var lanes: [(label: String, address: Address, bars: [Bar])]
    package var key: [(standing: Standing, word: String)]

    package init(
        _ name: String, _ caption: String, length: Double, ticks: [(at: Double, label: String)], now: Double? = nil,
        lanes: [(label: String, address: Address, bars: [Bar])], key: [(standing: Standing, word: String)]
    ) {
        self.name = name
        self.caption = caption
        self.length = max(1, length)
        self.ticks = ticks
        self.now = now
        self.lanes = lanes
        self.key = key
    }

    private static let width = 960.0, left = 196.0, right = 8.0, upper = 22.0, row = 22.0

    /// Bars of what overlaps stand below each other. For how long something waited counts for nothing: much of what waited
    /// began together.
    private var rows: [(label: String?, address: Address, bars: [Bar])] {
        lanes.flatMap { lane -> [(label: String?, address: Address, bars: [Bar])] in
            var packed: [[Bar]] = []
            for bar in lane.bars.sorted(by: { $0.begin < $1.begin }) {
                if let free = packed.firstIndex(where: { ($0.last?.end ?? 0) <= bar.begin }) {
                    packed[free].append(bar)
                } else {
                    packed.append([bar])
                }
            }
            return packed.enumerated().map { ($0.offset == 0 ? lane.label : nil, lane.address, $0.element) }
        }
    }

    package var html: HTML {
        let rows = rows
        let height = Self.upper + Double(rows.count) * Self.row + 4
        let words = key.map { item -> HTML in
            "<li><span class=\"swatch is-\(item.standing.rawValue)\" aria-hidden=\"true\"></span>\(item.word)</li>"
        }
        let lines = rows.enumerated().map { drawn($0.element, at: Self.upper + Double($0.offset) * Self.row) }
        let mark: HTML? = now.map { at in
            let x = Self.short(x(at))
            return "<line class=\"now\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(Self.short(Self.upper - 4))\" y2=\"\(Self.short(height))\"><title>now</title></line>\n"
        }
        return """
            <figure class="chart gantt" id="\(name)"><figcaption>\(caption)</figcaption><ul class="key">\(words)</ul>
            <div class="scroll" tabindex="0" role="group" aria-label="\(caption)"><svg viewBox="0 0 \(Int(Self.width)) \(Int(height))" role="group" aria-label="\(caption)">
            \(axis(height))\(lines)\(mark)</svg></div></figure>

            """
    }

    private func axis(_ height: Double) -> HTML {
        HTML(
            ticks.map { tick -> HTML in
                let x = Self.short(x(tick.at))
                return """
                    <line class="grid" x1="\(x)" x2="\(x)" y1="\(Self.short(Self.upper - 4))" y2="\(Self.short(height))"/>\
                    <text class="axis middle" x="\(x)" y="12">\(tick.label)</text>

                    """
            })
    }

    private func drawn(_ row: (label: String?, address: Address, bars: [Bar]), at y: Double) -> HTML {
        let text: HTML? = row.label.map { label in
            "<a href=\"\(row.address.text)\"><title>\(label)</title><text class=\"lane\" x=\"0\" y=\"\(Self.short(y + 15))\">\(Self.cut(label))</text></a>"
        }
        let line: HTML? = row.label == nil
            ? nil
            : "<line class=\"grid\" x1=\"0\" x2=\"\(Self.short(Self.width))\" y1=\"\(Self.short(y))\" y2=\"\(Self.short(y))\"/>"
        return "\(line)\(text)\(row.bars.map { drawn($0, at: y) })\n"
    }

    private func drawn(_ bar: Bar, at y: Double) -> HTML {
        let begin = x(bar.begin), width = max(3, x(bar.end) - begin)
        let waits: HTML? = bar.waits.flatMap { waits in
            let from = x(waits)
            guard begin - from >= 1 else { return nil }
            return "<rect class=\"waits\" x=\"\(Self.short(from))\" y=\"\(Self.short(y + 9))\" width=\"\(Self.short(begin - from))\" height=\"4\"/>"
        }
        let sign: HTML? = width < 14
            ? nil
            : "<text class=\"sign\" x=\"\(Self.short(begin + 3))\" y=\"\(Self.short(y + 15))\">\(bar.standing.sign)</text>"
        return """
            <a href="\(bar.address.text)" class="is-\(bar.standing.rawValue)" aria-label="\(bar.label)"><title>\(bar.label)</title>\(waits)\
            <rect class="bar" x="\(Self.short(begin))" y="\(Self.short(y + 4))" width="\(Self.short(width))" height="14" rx="2"/>\(sign)</a>
            """
    }

    private func x(_ seconds: Double) -> Double {
        Self.left + (Self.width - Self.left - Self.right) * min(1, max(0, seconds / length))
    }

    private static func short(_ value: Double) -> String { ChartDrawing.short(value) }
    private static func cut(_ label: String) -> String { label.count <= 27 ? label : String(label.prefix(26)) + "…" }
}

extension HTML.Interpolation {
    package mutating func appendInterpolation(_ gantt: Gantt) { appendInterpolation(gantt.html) }
}
