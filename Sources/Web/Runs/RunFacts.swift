import BasinWire

/// What a run is, in facts.
enum RunFacts {
    static func html(_ run: RunDetail, _ moment: Moment) -> HTML {
        let summary = run.summary
        let waited = moment.age(summary.createdAt).flatMap { queued in moment.age(summary.startedAt).map { queued - $0 } }
        let made: [(label: String, value: HTML?)] = [
            ("Dataset", HTML.link(summary.dataset, to: .dataset(summary.dataset))),
            ("Partition", HTML.link(summary.partition, to: RunWords.partition(summary.partition, of: summary.dataset))),
            ("Why it exists", why(run)),
            ("Attempt", "\(Figures.grouped(summary.attempt))"),
        ]
        let times: [(label: String, value: HTML?)] = [
            ("Queued", moment.exact(summary.createdAt)),
            ("Started", summary.startedAt.map { started in
                let after: HTML? = waited.map { ", after \(Figures.duration(seconds: $0))" }
                return "\(moment.exact(started))\(after)"
            }),
            ("Ended", summary.endedAt.map { moment.exact($0) }),
        ]
        let result: [(label: String, value: HTML?)] = [
            ("Published", summary.revision.map { "revision \(Figures.grouped($0)) of \(HTML.link(summary.partition, to: RunWords.partition(summary.partition, of: summary.dataset)))" }),
            ("Checksum", run.checksum.map { HTML.code($0) }), ("Engine", run.engine.map { HTML.name($0) }),
            ("Worker", run.worker.map { HTML.name($0) }),
            ("Definition", run.definitionHash.map { HTML.code(String($0.prefix(16))) }),
        ]
        return HTML.facts(made + times + result)
    }

    private static func why(_ run: RunDetail) -> HTML {
        var pieces: [HTML] = ["\(RunWords.trigger(run.summary.trigger))"]
        if let person = run.requestedBy { pieces.append("asked by \(HTML.link(person, to: .person(person)))") }
        if let id = run.summary.backfill { pieces.append("<a href=\"\(RunWords.backfill(id).text)\">backfill \(id)</a>") }
        if let id = run.rerunOf { pieces.append("it reads what <a href=\"\(Address.run(id).text)\">run \(id)</a> read") }
        return HTML(pieces, between: ", ")
    }
}
