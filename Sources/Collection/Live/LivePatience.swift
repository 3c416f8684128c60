/// How long watching may take what others wait for.
package struct LivePatience: Sendable {
    /// A reader that takes nothing for so long is ended.
    package var reader: Duration
    /// What one condition may take on the events of a round, or on one when it is given, on a machine that is busy.
    package var condition: Duration
    /// What all conditions of a round may take together.
    package var round: Duration

    package init(
        reader: Duration = .seconds(60), condition: Duration = .seconds(2), round: Duration = .milliseconds(500)
    ) {
        self.reader = reader
        self.condition = condition
        self.round = round
    }
}
