/// Nobody reads the output any more, or it cannot be written.
struct OutputClosed: Error, CustomStringConvertible {
    var description: String { "The output cannot be written." }
}
