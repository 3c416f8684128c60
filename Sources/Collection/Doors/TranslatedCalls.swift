/// A body's calls as CloudEvents, valid while the translator that made them is lent.
package struct TranslatedCalls {
    /// A JSON array; `JSONParser.padding` bytes after it may be read.
    package var events: UnsafeBufferPointer<UInt8>
    package var source: CompiledSource
    package var callCount: Int
    /// The call of each event.
    package var callOfEvent: [Int]
    /// The calls' own ids, where the protocol's answer names them.
    package var ids: [String]
}
