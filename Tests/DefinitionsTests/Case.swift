import Testing

/// A text that is read, and the lines that the problems found in it must name.
struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let text: String
    let lines: [Int]

    init(_ what: String, _ text: String, _ lines: [Int] = []) {
        self.what = what
        self.text = text
        self.lines = lines
    }

    var testDescription: String { what }
}
