/// What SQL is for, which decides what it may hold.
enum SQLPurpose {
    /// A person asks once: the clock and chance are allowed, and parameters whose values come with the question.
    case question
    /// A pipeline makes partitions: the bounds of the partition are parameters, and whatever could give other rows when
    /// the same inputs are read again is refused.
    case pipeline
    /// A condition on one row: columns and pure functions of them, no other rows.
    case condition

    /// The parameters that a pipeline's SQL may name, both TIMESTAMPTZ.
    static let partitionBounds: Set<String> = ["partition_start", "partition_end"]
}
