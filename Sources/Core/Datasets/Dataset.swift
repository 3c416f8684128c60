/// A dataset that a pipeline makes, as declared in `datasets/<name>.yaml` with `datasets/<name>.sql` beside it.
package struct Dataset: Sendable, Hashable, Codable {
    package var name: String
    package var owner: String
    package var description: String
    package var tier: Tier
    /// Days that partitions are kept; nil means for ever.
    package var retentionDays: Int?
    package var granularity: Granularity
    /// Start of the first partition that is expected; nil only where there are no partitions.
    package var start: Timestamp?
    /// Inputs that are read otherwise than over the partition's own time. Those not named are found in the SQL.
    package var inputs: [String: InputWindow]
    package var trigger: Trigger
    package var corrections: CorrectionPolicy
    package var checks: [Check]
    /// What is said about columns, by name. Columns that are not named inherit everything from their sources.
    package var columns: [String: ColumnDeclaration]
    package var work: Work
    /// Tries after the first, for failures that may pass by themselves.
    package var retries: Int
    package var limits: RunLimits
    /// Runs that use a scarce thing together take a slot of its pool (`pools.yaml`).
    package var pool: String?
    /// The former name, in the one apply that renames (`renamed_from: old_name`).
    package var renamedFrom: String?
    /// Who may read it, where the definition says so.
    package var declaredAccess: DataAccess?
    /// What to read instead, since it should not be read any more; nil where nobody need care.
    package var deprecation: Deprecation?
    /// Nil for none, as was applied before there was any.
    private var documented: Documentation?

    package var documentation: Documentation {
        get { documented ?? Documentation() }
        set { documented = newValue.isEmpty ? nil : newValue }
    }

    package init(
        name: String, owner: String, description: String, tier: Tier = .normal, retentionDays: Int? = nil,
        granularity: Granularity, start: Timestamp?, inputs: [String: InputWindow] = [:], trigger: Trigger = Trigger(),
        corrections: CorrectionPolicy = CorrectionPolicy(), checks: [Check] = [], columns: [String: ColumnDeclaration] = [:],
        work: Work, retries: Int = 3, limits: RunLimits = RunLimits(), pool: String? = nil, renamedFrom: String? = nil
    ) {
        self.name = name
        self.owner = owner
        self.description = description
        self.tier = tier
        self.retentionDays = retentionDays
        self.granularity = granularity
        self.start = start
        self.inputs = inputs
        self.trigger = trigger
        self.corrections = corrections
        self.checks = checks
        self.columns = columns
        self.work = work
        self.retries = retries
        self.limits = limits
        self.pool = pool
        self.renamedFrom = renamedFrom
    }

    package var access: DataAccess { declaredAccess ?? .open }

    /// What makes a partition.
    package enum Work: Sendable, Hashable, Codable {
        /// One SELECT.
        case sql(String)
        /// A program and its arguments; it writes Parquet with these columns. Its inputs are those of `inputs`.
        case command([String], columns: [Field])
    }
}
