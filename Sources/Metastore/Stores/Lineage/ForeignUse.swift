/// What a run or a job reads or writes.
package struct ForeignUse: Sendable, Hashable {
    package var datasetID: UInt32
    package var isOutput: Bool

    package init(datasetID: UInt32, isOutput: Bool) {
        self.datasetID = datasetID
        self.isOutput = isOutput
    }
}
