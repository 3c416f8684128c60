/// The calls of one parsed body.
protocol ClientCalls {
    var tape: Tape { get }
    /// The write key that the body holds.
    var key: UnsafeBufferPointer<UInt8>? { get }
    /// The application that sent it, where that decides who takes it.
    var app: UnsafeBufferPointer<UInt8>? { get }
    /// The array of calls; 0: the document is one call.
    var list: Int { get }
    /// The call at an index of the tape, which is an object.
    func read(_ at: Int) -> ClientCall
}
