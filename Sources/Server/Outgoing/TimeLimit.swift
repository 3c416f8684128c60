/// What the work answers; nil when it takes longer: then it is cancelled, and its end waited for.
func within<Answer: Sendable>(_ time: Duration, _ work: @escaping @Sendable () async -> Answer) async -> Answer? {
    await withTaskGroup(of: Answer?.self) { group in
        group.addTask { await work() }
        group.addTask {
            try? await Task.sleep(for: time)
            return nil
        }
        defer { group.cancelAll() }
        return await group.next() ?? nil
    }
}
