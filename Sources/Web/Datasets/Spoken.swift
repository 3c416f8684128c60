/// Sentences of the platform in which code stands between backticks.
enum Spoken {
    static func html(_ text: String) -> HTML {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
        // One that is not closed is a backtick.
        guard !parts.count.isMultiple(of: 2) else { return HTML.prose(text) }
        let pieces = parts.enumerated().map { index, part -> HTML in index.isMultiple(of: 2) ? "\(part)" : HTML.code(part) }
        return "<span class=\"prose\" dir=\"auto\">\(pieces)</span>"
    }
}
