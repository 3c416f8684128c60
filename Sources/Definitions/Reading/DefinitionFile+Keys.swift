import BasinCore
import Yams

/// A value in a mapping, with the place of its key.
struct Entry {
    let key: String
    let place: Place?
    let value: Node
}

extension DefinitionFile {
    /// The entries of a mapping in their order. Reports what is no mapping, and keys that are no text or there twice.
    mutating func entries(of node: Node, _ what: String, remedy: String) -> [Entry]? {
        guard case .mapping(let mapping) = node else {
            report(node.place, "\(what) is not a mapping", remedy)
            return nil
        }
        var seen: Set<String> = []
        var entries: [Entry] = []
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else {
                report(key.place, "a key of \(what) is not text", "write keys as plain words")
                continue
            }
            guard seen.insert(scalar.string).inserted else {
                report(key.place, "the key \(quoted(scalar.string)) is there twice", "remove one")
                continue
            }
            entries.append(Entry(key: scalar.string, place: key.place, value: value))
        }
        return entries
    }

    /// The entries of a mapping by key. Reports keys beside the allowed ones.
    mutating func entries(of node: Node, _ what: String, remedy: String, allowed: [String]) -> [String: Entry]? {
        guard let entries = entries(of: node, what, remedy: remedy) else { return nil }
        var known: [String: Entry] = [:]
        for entry in entries {
            if allowed.contains(entry.key) {
                known[entry.key] = entry
            } else if !isRestOfDecimal(entry) {
                report(
                    entry.place, "\(what) has the unknown key \(quoted(entry.key))",
                    // `{description: Position, from 0}` is a key `from 0` to YAML.
                    entry.key.contains(" ") && isNull(entry.value)
                        ? "put the text before it in quotes, because a comma inside braces ends it"
                        : "use only \(allowed.joined(separator: ", "))")
            }
        }
        return known
    }

    /// `{type: decimal(10,2)}` is `decimal(10` and a key `2)` to YAML; the type's own problem says so.
    private func isRestOfDecimal(_ entry: Entry) -> Bool {
        guard entry.key.first?.isNumber == true || entry.key.first == " ", entry.key.contains(")") else { return false }
        return isNull(entry.value)
    }

    func isNull(_ node: Node) -> Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null"].contains(scalar.string)
    }

    /// Text that says something. Reports anything else.
    mutating func text(_ entry: Entry, _ what: String, remedy: String) -> String? {
        guard case .scalar(let scalar) = entry.value, !isNull(entry.value),
            scalar.string.contains(where: { !$0.isWhitespace })
        else {
            report(entry.place, "\(what) is empty or not text", remedy)
            return nil
        }
        guard scalar.string.unicodeScalars.count <= DefinitionLimits.textCharacters else {
            report(entry.place, "\(what) is longer than \(DefinitionLimits.textCharacters) characters", "shorten it")
            return nil
        }
        guard
            scalar.string.unicodeScalars.allSatisfy({
                $0.properties.generalCategory != .control || $0 == "\n" || $0 == "\t"
            })
        else {
            report(entry.place, "\(what) has control characters", "remove them")
            return nil
        }
        return scalar.string.trimmed
    }

    /// One of an enum's words.
    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ entry: Entry, _ what: String, as: Word.Type
    ) -> Word? where Word.RawValue == String {
        if case .scalar(let scalar) = entry.value, let word = Word(rawValue: scalar.string) { return word }
        report(
            entry.value.place, "\(what) is not a known word\(shown(entry.value))",
            "use \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }

    mutating func flag(_ entry: Entry, _ what: String) -> Bool? {
        if case .scalar(let scalar) = entry.value, scalar.style == .plain {
            if scalar.string == "true" { return true }
            if scalar.string == "false" { return false }
        }
        report(
            entry.value.place, "\(what) is neither true nor false\(shown(entry.value))",
            "write true or false, without quotes")
        return nil
    }

    /// A list of texts, each with its place.
    mutating func texts(_ entry: Entry, _ what: String, remedy: String) -> [(text: String, place: Place?)] {
        guard case .sequence(let sequence) = entry.value else {
            report(entry.value.place, "\(what) is not a list", remedy)
            return []
        }
        return sequence.compactMap { node in
            if case .scalar(let scalar) = node, !isNull(node) { return (scalar.string, node.place) }
            report(node.place, "\(what) has an element that is not text", remedy)
            return nil
        }
    }

    func shown(_ node: Node) -> String {
        guard case .scalar(let scalar) = node, !isNull(node) else { return "" }
        return ": \(quoted(scalar.string))"
    }
}
