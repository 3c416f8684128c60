import Yams

/// One file while it is read: its path, and what is wrong with it so far.
struct DefinitionFile {
    let path: String
    private(set) var problems: [DefinitionProblem] = []

    init(path: String) { self.path = printable(path, limit: DefinitionLimits.pathBytes) }

    func problem(_ place: Place?, _ message: String, _ remedy: String) -> DefinitionProblem {
        DefinitionProblem(file: path, line: place?.line ?? 1, column: place?.column, message: message, remedy: remedy)
    }

    mutating func report(_ place: Place?, _ message: String, _ remedy: String) {
        // One hostile file must not fill the memory with complaints about itself.
        guard problems.count <= DefinitionLimits.problems else { return }
        problems.append(problem(place, message, remedy))
    }
}

/// The text as it may stand in a message: one line, no control characters, an end.
func printable(_ text: String, limit: Int = 80) -> String {
    var result = ""
    for scalar in text.unicodeScalars.prefix(limit) {
        let isHarmless =
            scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format
            && scalar.properties.generalCategory != .lineSeparator
            && scalar.properties.generalCategory != .paragraphSeparator
        result.unicodeScalars.append(isHarmless ? scalar : "?")
    }
    return text.unicodeScalars.count > limit ? result + "…" : result
}

func quoted(_ text: String) -> String { "`\(printable(text))`" }
