/// Something that the scheduler must look at again.
package struct ScheduleChange: Sendable, Equatable {
    package var number: Int64
    package var datasetID: UInt32
    /// Nil: all of it.
    package var partition: Int?
}
