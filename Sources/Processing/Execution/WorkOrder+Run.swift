import BasinCore
import BasinMetastore

extension WorkOrder {
    /// What a worker gets to make a run that is pinned.
    init(
        _ run: StartedRun, _ record: RunRecord, _ dataset: AppliedDataset, _ pin: RunPin, keys: [WorkInput],
        staging: String, now: Timestamp
    ) {
        let definition = dataset.definition
        self.init(
            run: String(run.runID), attempt: run.tries, token: run.lease.token, dataset: definition.name,
            partition: run.partition.description,
            bounds: run.partition.granularity == .none ? nil : run.partition.range, asOf: now, work: Work(pin.work),
            inputs: pin.inputs.map { input in
                WorkInput(name: input.name, columns: input.columns, files: input.partitions.flatMap(\.files))
            }, columns: pin.columns, staging: staging, limits: definition.limits, checks: definition.checks,
            checkInputs: keys, maskedColumns: Set(dataset.columns.filter(\.isSealed).map(\.name)))
    }
}

extension WorkOrder.Work {
    fileprivate init(_ work: Dataset.Work) {
        switch work {
        case .sql(let sql): self = .sql(sql)
        case .command(let words, _): self = .command(words)
        }
    }
}
