/// A failure with what the program wrote before it.
package struct LoggedFailure: Error, Sendable {
    package var failure: WorkFailure
    package var log: String?
    package var peakBytes: Int64
}
