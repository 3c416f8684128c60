import BasinCore
import BasinWeb
import BasinWire

/// Pages about the partitions of a dataset, and what one can do with them.
enum PartitionPages {
    static func routes(_ services: Services) -> [Route] {
        [calendar(services), partition(services)] + forms(services)
    }

    private static func calendar(_ services: Services) -> Route {
        .page(
            "/datasets/{name}/partitions", .find, "The partitions of a dataset and how they stand.",
            query: [QueryParameter(name: "from", description: "The first partition, or a day; through now if left out.")], services
        ) { request in
            let name = try request.parameter("name")
            let detail = try await services.dataset(name)
            let making = detail.summary.kind == "event" ? nil : try await services.ofDataset.making(name, request.person)
            let granularity = making.flatMap { Granularity(rawValue: $0.granularity) } ?? .hour
            let from = try request.item("from")
            guard let window = PartitionWindow(granularity, from: from, now: services.pages.now()) else {
                throw BasinError(.invalid, "The parameter from is no \(granularity.rawValue) and no day; write one as 2018-11-03.")
            }
            let marks = try await marks(name, making, window, request, services)
            return PartitionsPage.page(detail, making: making, window, marks, for: request.visitor)
        }
    }

    private static func marks(
        _ name: String, _ making: DatasetMaking?, _ window: PartitionWindow, _ request: PageRequest, _ services: Services
    ) async throws -> [PartitionMark] {
        guard let making else {
            return try await services.hours(name, window.first.description, window.end.description).map { PartitionMark($0) }
        }
        if window.granularity == .none { return try await services.pipelines.partitions(name, nil, nil, request.person).map { PartitionMark($0) } }
        // Before the start nothing is expected, and nothing is shown unless it is there.
        let start = making.start.flatMap { Timestamp(rfc3339: $0) }.map { Partition(window.granularity, holding: $0).index } ?? Int.min
        let found = try await services.pipelines.partitions(name, window.first.description, window.end.description, request.person)
        return found.filter { one in
            guard one.state == "waiting", let partition = Partition(one.partition, window.granularity) else { return true }
            return partition.index >= start
        }.map { PartitionMark($0) }
    }

    private static func partition(_ services: Services) -> Route {
        .page("/datasets/{name}/partitions/{partition}", .find, "One partition: its state, why, what it was made of, its runs.", services) { request in
            let (name, text) = (try request.parameter("name"), try request.parameter("partition"))
            let detail = try await services.dataset(name)
            var content = detail.summary.kind == "event"
                ? try await hour(name, text, services) : try await made(name, text, request, services)
            let asked = PartitionLineageRequest(
                dataset: name, partition: content.mark.partition, revision: nil, direction: "both", depth: 1, limit: 200)
            content.lineage = try await DataPages.told { try await services.lineage.partition(asked) }.value
            return PartitionPage.page(detail, content, for: request.visitor)
        }
    }

    private static func hour(_ name: String, _ text: String, _ services: Services) async throws -> PartitionPage.Content {
        guard let hour = Hour(text) else {
            throw BasinError(.notFound, "\(text.prefix(40)) is no hour of \(name.prefix(80)); write one as 2018-11-03T14.")
        }
        guard let summary = try await services.hours(name, hour.description, hour.next.description).first else {
            throw BasinError(.notFound, "\(name.prefix(80)) has no hour \(hour); it came before its first or is not over.")
        }
        var content = PartitionPage.Content(summary)
        content.previous = Hour(index: hour.index - 1).description
        content.next = hour.next.description
        return content
    }

    private static func made(_ name: String, _ text: String, _ request: PageRequest, _ services: Services) async throws -> PartitionPage.Content {
        let making = try await services.ofDataset.making(name, request.person)
        let granularity = Granularity(rawValue: making.granularity) ?? .none
        guard let partition = Partition(text, granularity) else {
            let example = Partition(granularity, holding: services.pages.now())
            throw BasinError(.notFound, "\(text.prefix(40)) is no partition of \(name.prefix(80)); one is written as \(example).")
        }
        let (from, to) = granularity == .none ? (nil, nil) : (partition.description, partition.next.description)
        async let found = services.pipelines.partitions(name, from, to, request.person)
        async let why = DataPages.told { try await services.pipelines.why(name, partition.description) }
        async let runs = DataPages.told { try await services.pipelines.runs(name, partition.description, nil, 50) }
        guard let summary = try await found.first else {
            throw BasinError(.notFound, "\(name.prefix(80)) has no partition \(partition).")
        }
        var content = PartitionPage.Content(summary)
        content.why = try await why.value
        content.runs = try await runs.value
        if granularity != .none {
            content.previous = partition.previous.description
            content.next = partition.end <= services.pages.now() ? partition.next.description : nil
        }
        return content
    }

    private static func forms(_ services: Services) -> [Route] {
        [
            .form(
                "/datasets/{name}/partitions/{partition}/run", .develop, "Make a partition now.", fields: [], services
            ) { request, _ in
                let (name, partition) = (try request.parameter("name"), try request.parameter("partition"))
                let run = try await services.pipelines.start(RunRequest(dataset: name, partition: partition), request.person)
                return .run(run.id)
            },
            .form("/datasets/{name}/pause", .develop, "Start no more runs of a dataset by itself.", fields: [], services) { request, _ in
                let name = try request.parameter("name")
                try await services.pipelines.pause(name, request.person)
                return DatasetTab.partitions.address(name)
            },
            .form("/datasets/{name}/resume", .develop, "Go on with a paused dataset.", fields: ["gap"], services) { request, fields in
                let name = try request.parameter("name")
                try await services.pipelines.resume(name, ResumeRequest(gap: fields.require("gap")), request.person)
                return DatasetTab.partitions.address(name)
            },
            .form(
                "/datasets/{name}/backfills", .develop, "Make a range of partitions again.",
                fields: ["from", "to", "concurrency", "order", "reason"], services
            ) { request, fields in
                let name = try request.parameter("name")
                let backfill = try await services.pipelines.beginBackfill(
                    BackfillRequest(
                        dataset: name, from: fields.require("from"), to: fields.require("to"), concurrency: fields.number("concurrency"),
                        newestFirst: fields.text("order") == "newest", reason: fields.require("reason")), request.person)
                request.door.notes.add("backfill", String(backfill.id))
                return Address("backfills", String(backfill.id))
            },
        ]
    }
}
