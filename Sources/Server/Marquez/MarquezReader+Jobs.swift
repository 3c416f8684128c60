import BasinCore
import BasinManagement
import BasinMetastore
import BasinProcessing

/// Jobs and their runs. Of Basin's own, each dataset that a pipeline makes is a job of the same name.
extension MarquezReader {
    func jobs(_ namespace: String?) throws -> JSONTree {
        var made: (ids: [UInt32], count: Int) = ([], 0)
        if namespace == nil || namespace == own.text {
            made = try snapshot.liveDatasets(withEvents: false, limit: limit, offset: offset)
        }
        // Basin's own come first.
        let ours = try made.ids.compactMap { try snapshot.dataset(id: $0)?.dataset }
        let foreign =
            namespace == own.text
            ? [] : try snapshot.foreignJobs(
                namespace: namespace, limit: limit - ours.count, offset: max(0, offset - made.count))
        let count = try namespace.map { try snapshot.foreignCounts(namespace: $0).jobs } ?? offset + foreign.count
        return [
            "jobs": .array(try ours.map { try job($0) } + foreign.map { try job($0) }),
            "totalCount": .int(Int64(made.count + count)),
        ]
    }

    func job(_ name: LineageName) throws -> JSONTree {
        if name.namespace == own.text, let dataset = try snapshot.dataset(named: name.name)?.dataset {
            return try job(dataset)
        }
        return try job(requireForeign(name))
    }

    private func requireForeign(_ name: LineageName) throws -> ForeignJob {
        guard let job = try snapshot.foreignJob(name) else {
            throw BasinError(.notFound, "There is no job \(name.name.prefix(200)) in the namespace \(name.namespace.prefix(200)).")
        }
        return job
    }

    /// - Parameter most: runs that are shown of it.
    func job(_ dataset: AppliedDataset, runs most: Int = 10) throws -> JSONTree {
        let runs = try snapshot.runs(datasetID: dataset.id, limit: most, offset: 0)
        let name = own.name(dataset.name)
        var answer = Self.jobHead(name, Set(dataset.inputs.map(\.name)).sorted().map { own.name($0) }, [name])
        let first = Timestamp(microseconds: 0)
        answer["createdAt"] = Self.time(runs.last?.createdAt ?? first)
        answer["updatedAt"] = Self.time(runs.first?.updatedAt ?? first)
        answer["description"] = .string(dataset.definition.description)
        let latest = try runs.map { try run($0, of: dataset) }
        answer["latestRun"] = latest.first ?? .null
        answer["latestRuns"] = .array(latest)
        answer["facets"] = .object([:])
        return .object(answer)
    }

    func job(_ job: ForeignJob, runs most: Int = 10) throws -> JSONTree {
        let uses = try snapshot.foreignUses(jobID: job.id)
        let known = try names(uses.map(\.datasetID))
        func used(_ isOutput: Bool) -> [LineageName] {
            uses.filter { $0.isOutput == isOutput }.compactMap { known[$0.datasetID] }.sorted()
        }
        let facets = try self.facets(job.facets)
        var answer = Self.jobHead(job.name, used(false), used(true))
        answer["createdAt"] = Self.time(job.createdAt)
        answer["updatedAt"] = Self.time(job.updatedAt)
        answer["description"] = facets["documentation"]?["description"] ?? .null
        answer["location"] = facets["sourceCodeLocation"]?["url"] ?? .null
        if let type = facets["jobType"]?["processingType"]?.text, type != "BATCH" { answer["type"] = "STREAM" }
        let latest = try snapshot.foreignRuns(jobID: job.id, limit: most).map { try run($0) }
        answer["latestRun"] = latest.first ?? .null
        answer["latestRuns"] = .array(latest)
        answer["facets"] = .object(facets)
        return .object(answer)
    }

    /// Of datasets of either kind.
    func names(_ ids: [UInt32]) throws -> [UInt32: LineageName] {
        let foreign = try snapshot.foreignDatasets(ids: ids.filter { $0 >= ForeignDataset.firstID }).mapValues(\.name)
        let ours = try snapshot.datasetHeads(ids.filter { $0 < ForeignDataset.firstID }).mapValues { own.name($0.name) }
        return foreign.merging(ours) { first, _ in first }
    }

    private static func jobHead(_ name: LineageName, _ inputs: [LineageName], _ outputs: [LineageName]) -> [String: JSONTree] {
        let simple = name.name.split(separator: ".").last.map(String.init) ?? name.name
        return [
            "id": id(name), "type": "BATCH", "name": .string(name.name), "simpleName": .string(simple),
            "namespace": .string(name.namespace), "inputs": .array(inputs.map(id)), "outputs": .array(outputs.map(id)),
            "location": .null, "tags": [], "parentJobName": .null, "currentVersion": .null,
        ]
    }

    // MARK: Runs

    func runs(_ name: LineageName) throws -> JSONTree {
        let runs: [JSONTree]
        if name.namespace == own.text, let dataset = try snapshot.dataset(named: name.name)?.dataset {
            runs = try snapshot.runs(datasetID: dataset.id, limit: limit, offset: offset).map { try run($0, of: dataset) }
        } else {
            let job = try requireForeign(name)
            runs = try snapshot.foreignRuns(jobID: job.id, limit: limit, offset: offset).map { try run($0) }
        }
        return ["runs": .array(runs), "totalCount": .int(Int64(offset + runs.count))]
    }

    func run(_ uuid: String) throws -> JSONTree {
        if let own = try ownRun(uuid) { return try run(own.run, of: own.dataset) }
        return try run(requireForeignRun(uuid))
    }

    func runFacets(_ uuid: String, isJob: Bool) throws -> JSONTree {
        if try ownRun(uuid) != nil { return ["runId": .string(uuid.lowercased()), "facets": .object([:])] }
        let run = try requireForeignRun(uuid)
        let job = isJob ? try snapshot.foreignJobs(ids: [run.jobID]).first : nil
        let facets = try self.facets(job?.facets ?? run.facets)
        return ["runId": .string(uuid.lowercased()), "facets": .object(facets)]
    }

    private func ownRun(_ uuid: String) throws -> (run: RunRecord, dataset: AppliedDataset)? {
        guard let id = StableUUID.number(uuid, own.runKind), let run = try snapshot.run(id: id),
            let dataset = try snapshot.dataset(id: run.datasetID)?.dataset
        else { return nil }
        return (run, dataset)
    }

    private func requireForeignRun(_ uuid: String) throws -> ForeignRun {
        guard let run = try snapshot.foreignRun(uuid: uuid.lowercased()) else {
            throw BasinError(.notFound, "There is no run \(uuid.prefix(80)).")
        }
        return run
    }

    func run(_ run: RunRecord, of dataset: AppliedDataset) throws -> JSONTree {
        let partition = Partition(dataset.definition.granularity, index: run.partition)
        let isWhole = partition.granularity == .none
        let starts = try snapshot.reports(runID: run.id).first.map { try RunReport(text: $0).startedAt }
        let state: JSONTree =
            switch run.state {
            case "queued": "NEW"
            case "succeeded": "COMPLETED"
            case "failed": "FAILED"
            case "cancelled": "ABORTED"
            default: "RUNNING"
            }
        let name = own.name(dataset.name)
        let output: [JSONTree] = run.state == "succeeded" ? [Self.id(name)] : []
        return Self.run(
            name, StableUUID.of(run.id, own.runKind), created: run.createdAt, updated: run.updatedAt,
            nominal: isWhole ? nil : (partition.start.description, partition.end.description), state: state,
            started: starts, ended: run.endedAt, facets: [:], outputs: output)
    }

    func run(_ run: ForeignRun) throws -> JSONTree {
        let facets = try self.facets(run.facets)
        let job = try snapshot.foreignJobs(ids: [run.jobID]).first?.name ?? LineageName(namespace: "", name: "")
        let nominal = facets["nominalTime"].flatMap { facet in
            facet["nominalStartTime"]?.text.map { ($0, facet["nominalEndTime"]?.text) }
        }
        let outputs = try snapshot.foreignRunUses(runID: run.id).filter(\.use.isOutput).map(\.use.datasetID)
        let known = try names(outputs)
        return Self.run(
            job, run.uuid ?? "", created: run.firstAt, updated: run.lastAt, nominal: nominal, state: .string(run.state),
            started: run.startedAt, ended: run.endedAt, facets: facets,
            outputs: outputs.compactMap { known[$0].map { Self.id($0) } })
    }

    private static func run(
        _ job: LineageName, _ uuid: String, created: Timestamp, updated: Timestamp, nominal: (start: String, end: String?)?,
        state: JSONTree, started: Timestamp?, ended: Timestamp?, facets: [String: JSONTree], outputs: [JSONTree]
    ) -> JSONTree {
        var answer: [String: JSONTree] = [
            "id": .string(uuid), "createdAt": time(created), "updatedAt": time(updated),
            "nominalStartTime": .optional(nominal?.start), "nominalEndTime": .optional(nominal?.end), "state": state,
            "startedAt": time(started), "endedAt": time(ended), "args": .object([:]), "facets": .object(facets),
        ]
        let took = started.flatMap { start in ended.map { ($0.microseconds - start.microseconds) / 1000 } }
        answer["durationMs"] = took.map(JSONTree.int) ?? .null
        answer["jobVersion"] = ["namespace": .string(job.namespace), "name": .string(job.name), "version": .null]
        answer["inputDatasetVersions"] = .array([])
        answer["outputDatasetVersions"] = .array(outputs.map { ["datasetVersionId": $0, "facets": .object([:])] })
        return .object(answer)
    }
}
