package import BasinWire

/// What is not as it should be, a line for each: how, what, where, why, since when.
package enum TroubleList {
    /// - Parameters:
    ///   - name: by which it is exported.
    ///   - namesOwners: where they are not all of one.
    package static func html(
        _ name: String, _ caption: String, _ troubles: [HomeSummary.Trouble], _ moment: Moment, namesOwners: Bool = true
    ) -> HTML {
        table(name, caption, troubles, moment)
            .html(as: "<ul class=\"list troubles\">\n\(troubles.map { item($0, moment, namesOwners) })</ul>\n")
    }

    private static func table(_ name: String, _ caption: String, _ troubles: [HomeSummary.Trouble], _ moment: Moment) -> DataTable {
        DataTable(
            name, caption,
            columns: [
                .text("State"), .text("Name"), .text("Kind"), .text("Owner"), .text("Latest partition"), .number("So", unit: "partitions"),
                .text("Run"), .text("Since"), .wide("Why"),
            ],
            rows: troubles.map { trouble in
                [
                    Cell(badge(trouble.state), value: trouble.state), .name(trouble.dataset), .word(trouble.kind), .name(trouble.owner),
                    .word(trouble.partition), .number(trouble.partition == nil ? nil : trouble.partitions),
                    .word(trouble.run.map { String($0) }), .ago(trouble.since, moment), .text(trouble.reason),
                ]
            }, empty: .none)
    }

    /// Its word; hours of an event type that cannot be sealed are not complete.
    package static func badge(_ state: String) -> HTML {
        switch state {
        case "incident": Standing.bad.badge("incomplete")
        case "good": Standing.good.badge("in time")
        case "new": Standing.waiting.badge("nothing yet")
        default: Standing.badge(state)
        }
    }

    private static func item(_ trouble: HomeSummary.Trouble, _ moment: Moment, _ namesOwner: Bool) -> HTML {
        let owner: HTML? = namesOwner ? HTML.link(trouble.owner, to: .team(trouble.owner)) : nil
        let since: HTML? = trouble.since.map { time in trouble.state == "late" ? "last data \(moment.ago(time))" : "\(moment.ago(time))" }
        let end = HTML([owner, since].compactMap(\.self), between: " · ")
        let run: HTML? = trouble.run.map { "<a href=\"\(Address.run($0).text)\">run \($0)</a>" }
        let reason: HTML? = trouble.reason.isEmpty ? nil : "<p class=\"why prose\" dir=\"auto\">\(shortened(trouble.reason))</p>"
        return """
            <li>\(badge(trouble.state)) \(HTML.link(trouble.dataset, to: .dataset(trouble.dataset))) \(place(trouble)) \(run)\
            <span class="end">\(end)</span>\(reason)</li>

            """
    }

    /// The latest partition, where it is told why, and how many others are so.
    private static func place(_ trouble: HomeSummary.Trouble) -> HTML {
        guard let partition = trouble.partition else {
            return trouble.kind == "dataset"
                ? "<a href=\"\(Address("datasets", trouble.dataset, "partitions").text)\">partitions</a>" : .none
        }
        let address = trouble.kind == "event"
            ? Address("events", trouble.dataset, "hours") : Address("datasets", trouble.dataset, "partitions", partition)
        let others = trouble.partitions - 1
        guard others > 0 else { return "<a href=\"\(address.text)\">\(partition)</a>" }
        let all = Address("datasets", trouble.dataset, "partitions")
        return "<a href=\"\(address.text)\">\(partition)</a> and <a href=\"\(all.text)\">\(Figures.count(others, "other"))</a>"
    }

    /// An engine's message may be a page of SQL: the run has all of it.
    private static func shortened(_ text: String) -> String { text.count > 300 ? text.prefix(300) + " …" : text }
}
