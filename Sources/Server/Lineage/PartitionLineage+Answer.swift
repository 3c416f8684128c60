import BasinCore
import BasinMetastore
import BasinProcessing
import BasinWire

extension PartitionLineage {
    /// With what is known of each revision.
    func answer(in snapshot: BasinMetastore.Snapshot) throws -> PartitionLineageAnswer {
        var describer = Describer(snapshot: snapshot)
        var nodes: [(node: Node, answer: PartitionLineageAnswer.Node)] = []
        for (node, depth) in depths {
            if let described = try describer.describe(node, depth: depth) { nodes.append((node, described)) }
        }
        nodes.sort { a, b in
            (a.answer.depth, a.answer.dataset, a.node.partition, a.node.revision)
                < (b.answer.depth, b.answer.dataset, b.node.partition, b.node.revision)
        }
        let ids = Dictionary(nodes.map { ($0.node, $0.answer.id) }) { first, _ in first }
        let known = edges.compactMap { edge in
            ids[edge.source].flatMap { source in
                ids[edge.target].map { PartitionLineageAnswer.Edge(source: source, target: $0) }
            }
        }.sorted { ($0.target, $0.source) < ($1.target, $1.source) }
        return PartitionLineageAnswer(
            nodes: nodes.map(\.answer), edges: known, why: describer.why(nodes.map(\.answer)), isCut: isCut)
    }

    /// Looks up what revisions are, each dataset once.
    private struct Describer {
        let snapshot: BasinMetastore.Snapshot
        private var datasets: [UInt32: AppliedDataset?] = [:]
        private var types: [UInt32: AppliedEventType] = [:]
        private var sources: [EventSource]?
        /// Sentences about runs, by node.
        private var warnings: [String: [String]] = [:]

        init(snapshot: BasinMetastore.Snapshot) { self.snapshot = snapshot }

        mutating func describe(_ node: Node, depth: Int) throws -> PartitionLineageAnswer.Node? {
            if datasets[node.datasetID] == nil {
                datasets[node.datasetID] = .some(try snapshot.dataset(id: node.datasetID)?.dataset)
            }
            if let dataset = datasets[node.datasetID] ?? nil { return try describe(node, dataset, depth) }
            if types[node.datasetID] == nil { types[node.datasetID] = try snapshot.eventType(id: node.datasetID) }
            return try types[node.datasetID].map { try describe(node, $0, depth) }
        }

        private static func head(_ node: Node, _ kind: String, _ name: String, _ partition: Partition, _ depth: Int)
            -> PartitionLineageAnswer.Node
        {
            PartitionLineageAnswer.Node(
                id: "\(name) \(partition) r\(node.revision)", kind: kind, dataset: name, partition: partition.description,
                revision: node.revision, depth: depth)
        }

        private mutating func describe(
            _ node: Node, _ dataset: AppliedDataset, _ depth: Int
        ) throws -> PartitionLineageAnswer.Node {
            let partition = Partition(dataset.definition.granularity, index: node.partition)
            var answer = Self.head(node, "dataset", dataset.name, partition, depth)
            let current = try snapshot.partition(datasetID: dataset.id, node.partition)
            answer.isCurrent = current.revision == node.revision
            if answer.isCurrent { answer.staleReason = current.staleReason }
            guard let record = try snapshot.revision(datasetID: dataset.id, partition: node.partition, node.revision) else {
                answer.problem = "Nothing is known of this revision any more."
                return answer
            }
            answer.publishedAt = record.createdAt.description
            answer.rows = record.rows
            answer.reason = record.reason
            answer.run = Int(record.runID)
            if let pin = try record.pin.map({ try RunPin(text: $0) }) { answer.definition = pin.hash }
            if let run = try snapshot.run(id: record.runID) {
                let reports = try snapshot.reports(runID: run.id).map { try RunReport(text: $0) }
                answer.runStartedAt = (reports.last?.startedAt ?? run.createdAt).description
                answer.runEndedAt = run.endedAt?.description
                warnings[answer.id] = (reports.last?.checks ?? []).filter { !$0.passed }.prefix(5).map {
                    "A check of \(answer.id) did not pass and was not blocking: \($0.name)."
                }
            }
            if let hash = answer.definition, hash != dataset.hash {
                warnings[answer.id, default: []].append("\(answer.id) was made by an earlier definition than the one applied now.")
            }
            return answer
        }

        private mutating func describe(
            _ node: Node, _ type: AppliedEventType, _ depth: Int
        ) throws -> PartitionLineageAnswer.Node {
            let hour = Hour(index: node.partition)
            var answer = Self.head(node, "event", type.name, Partition(hour), depth)
            if sources == nil { sources = try snapshot.sources() }
            answer.sources = (sources ?? []).filter { source in
                source.catchAll == type.name || source.routes.contains { $0.type == type.name }
            }.map(\.name)
            guard let record = try snapshot.hour(typeID: type.id, hour) else { return answer }
            answer.isCurrent = record.revision == node.revision
            answer.ledger = LedgerTotals(
                received: record.counts.received, delivered: record.counts.delivered, duplicate: record.counts.duplicate,
                quarantined: record.counts.quarantined, pending: 0)
            if let problem = record.problem { answer.problem = problem }
            if let seal = try snapshot.seal(typeID: type.id, hour: node.partition, revision: node.revision) {
                answer.publishedAt = seal.createdAt.description
                answer.rows = seal.rows
                answer.reason = seal.reason
            }
            return answer
        }

        /// What of the revisions may explain a number that is wrong: of itself and of what it is made of.
        func why(_ nodes: [PartitionLineageAnswer.Node]) -> [String] {
            var sentences: [String] = []
            // What is nearest first.
            for node in nodes.filter({ $0.depth <= 0 }).reversed() {
                if let reason = node.staleReason { sentences.append("\(node.id) is to be made again: \(reason).") }
                if !node.isCurrent {
                    sentences.append("\(node.id) is not the current revision of \(node.dataset) \(node.partition) any more.")
                }
                if let problem = node.problem { sentences.append("\(node.id): \(problem)") }
                if let reason = node.reason, node.revision > 1 {
                    sentences.append("\(node.id) is a later revision, of \(node.publishedAt ?? "no known time"): \(reason).")
                }
                if let ledger = node.ledger, ledger.quarantined > 0 {
                    sentences.append(
                        "\(ledger.quarantined) of the \(ledger.received.counted("event")) that \(node.dataset) received in \(node.partition) \(ledger.quarantined.word("was", "were")) refused.")
                }
                sentences += warnings[node.id] ?? []
                guard sentences.count < Self.most else { return Array(sentences.prefix(Self.most)) + ["There is more."] }
            }
            return sentences
        }

        private static let most = 100
    }
}
