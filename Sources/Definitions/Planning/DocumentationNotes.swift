import BasinCore

/// What changes in what a definition says for people, in sentences.
struct DocumentationNotes {
    let before: Documentation
    let after: Documentation

    var details: [String] {
        var notes: [String] = []
        if before.support != after.support {
            notes.append(after.support.map { "Its users ask at \($0)." } ?? "Its users ask the owner's contact again.")
        }
        for (tag, value) in after.tags.sorted(by: { $0.key < $1.key }) where before.tags[tag] != value {
            notes.append("It is tagged \(tag): \(value).")
        }
        for tag in before.tags.keys.sorted() where after.tags[tag] == nil {
            notes.append("It is not tagged \(tag) any more.")
        }
        if before.terms != after.terms || before.columnTerms != after.columnTerms {
            notes.append("The terms of the glossary that it names change.")
        }
        if before.examples != after.examples { notes.append("The examples change.") }
        if before.page != after.page { notes.append(after.page == nil ? "Its page is removed." : "Its page changes.") }
        return notes
    }
}
