/// Nobody reads the output any more (`basin query … | head`).
struct OutputClosed: Error, CustomStringConvertible {
    var description: String { "Nobody reads the output any more." }
}
