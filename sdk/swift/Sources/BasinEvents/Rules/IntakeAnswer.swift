/// What a Basin server says to a batch that it took.
package struct IntakeAnswer: Sendable, Hashable, Decodable {
    /// One event that went to quarantine.
    package struct Refusal: Sendable, Hashable, Decodable {
        /// In the batch, from 0.
        package var index: Int
        package var code: String
        package var field: String?
        package var message: String
    }

    package var accepted: Int
    package var refused: [Refusal]
}
