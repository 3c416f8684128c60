package import BasinCore

/// One durable batch: what intake handed over, with the place and the time that the log gave it.
package struct LogFrame: Sendable {
    /// The record's number in the log: 1 for the first ever, one more for each, never reused.
    package var position: UInt64
    /// Later than that of any record before it, whatever the clock does.
    package var receivedTime: Timestamp
    package var sections: [IntakeBatch.Section]

    package init(position: UInt64, receivedTime: Timestamp, sections: [IntakeBatch.Section]) {
        self.position = position
        self.receivedTime = receivedTime
        self.sections = sections
    }
}
