extension Dataset {
    /// Partitions before this one ended longer ago than the dataset is kept. Nil without such an end: without a retention,
    /// or without partitions.
    package func firstKept(at now: Timestamp) -> Int? {
        guard let retentionDays, granularity != .none else { return nil }
        let moment = now + .seconds(-Int64(retentionDays) * 86_400)
        let holding = Partition(granularity, holding: moment)
        // One that ends right then goes, too.
        return holding.index
    }
}
