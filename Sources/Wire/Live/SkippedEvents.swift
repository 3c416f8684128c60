/// How many events a watcher was not shown, because there were too many.
package struct SkippedEvents: Codable, Sendable, Equatable {
    package var notShown: Int
    /// Of which the condition was not asked.
    package var notChecked: Int

    package init(notShown: Int, notChecked: Int) {
        self.notShown = notShown
        self.notChecked = notChecked
    }
}
