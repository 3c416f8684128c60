package import BasinCore

/// All that a worker needs to make one revision: no database, no catalog, no clock. It travels as JSON.
package struct WorkOrder: Sendable, Hashable, Codable {
    /// The run's id, as people see it.
    package var run: String
    /// 1 for the first.
    package var attempt: Int
    /// The fencing token of the lease: what is made under it is published under it or not at all.
    package var token: Int64
    package var dataset: String
    /// As it is written: `2018-11-03`.
    package var partition: String
    /// Half-open; nil for a dataset without partitions.
    package var bounds: Range<Timestamp>?
    /// The moment against which freshness is measured where there are no partitions.
    package var asOf: Timestamp
    package var work: Work
    package var inputs: [WorkInput]
    /// As they are stored, in order, `_partition_time` included where there are partitions.
    package var columns: [Column]
    /// An absolute folder that belongs to this attempt alone. The worker makes it.
    package var staging: String
    package var limits: RunLimits
    package var checks: [Check]
    /// The datasets that foreign keys refer to, whole.
    package var checkInputs: [WorkInput]
    /// Columns whose values never appear in the sample rows of a check.
    package var maskedColumns: Set<String>
    /// Milliseconds between a polite request to stop and `SIGKILL`.
    package var graceMilliseconds: Int64

    package init(
        run: String, attempt: Int, token: Int64, dataset: String, partition: String, bounds: Range<Timestamp>?,
        asOf: Timestamp, work: Work, inputs: [WorkInput], columns: [Column], staging: String,
        limits: RunLimits = RunLimits(), checks: [Check] = [], checkInputs: [WorkInput] = [],
        maskedColumns: Set<String> = [], graceMilliseconds: Int64 = 3000
    ) {
        self.run = run
        self.attempt = attempt
        self.token = token
        self.dataset = dataset
        self.partition = partition
        self.bounds = bounds
        self.asOf = asOf
        self.work = work
        self.inputs = inputs
        self.columns = columns
        self.staging = staging
        self.limits = limits
        self.checks = checks
        self.checkInputs = checkInputs
        self.maskedColumns = maskedColumns
        self.graceMilliseconds = graceMilliseconds
    }

    /// What is to be executed.
    package enum Work: Sendable, Hashable, Codable {
        /// One SELECT over the inputs' names; may use `$partition_start` and `$partition_end`.
        case sql(String)
        /// A program (an absolute path, or a name found in PATH) and its arguments.
        case command([String])
    }

    /// The columns that the work itself gives: `_partition_time` is added.
    package var producedColumns: [Column] { columns.filter { $0.name != Envelope.partitionTime.column.name } }
}
