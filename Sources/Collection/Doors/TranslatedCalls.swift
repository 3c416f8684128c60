/// A body's calls as CloudEvents, valid while the translator that made them is lent.
struct TranslatedCalls {
    /// A JSON array; `JSONParser.padding` bytes after it may be read.
    var events: UnsafeBufferPointer<UInt8>
    var source: CompiledSource
    var callCount: Int
    /// The call of each event.
    var callOfEvent: [Int]
    /// The calls' own ids, where the protocol's answer names them.
    var ids: [String]
}
