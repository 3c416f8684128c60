/// Writes event types in one language.
protocol CodeGenerator {
    /// - Parameter events: all of the project, so that a name means the same whichever are written.
    init(_ events: [GeneratedEvent])

    /// - Parameter wanted: names of the event types to write.
    /// - Returns: text by path.
    func files(_ wanted: Set<String>) -> [String: String]
}
