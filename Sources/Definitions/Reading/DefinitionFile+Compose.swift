import Yams

extension DefinitionFile {
    /// The file's one YAML document, without anchors, aliases, tags and endless depth. Reports and gives nil otherwise.
    mutating func compose(_ text: String, upTo most: Int = DefinitionLimits.fileBytes) -> Node? {
        guard text.utf8.count <= most else {
            report(nil, "the file is larger than \(most >> 10) KiB", "split the definition")
            return nil
        }
        guard isReadable(text), hasNoAliases(text) else { return nil }
        do {
            // No resolver: every scalar is its text, and what it must be is decided by the key it stands under.
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            // Nodes hold their anchors weakly, the parser strongly.
            return try withExtendedLifetime(parser) {
                guard let root = try parser.singleRoot() else {
                    report(nil, "the file is empty", "declare the definition, or delete the file")
                    return nil
                }
                return isPlain(root, depth: 1) ? root : nil
            }
        } catch let error as YamlError {
            report(error, text)
        } catch {
            report(nil, "the file cannot be read as YAML", "correct its YAML")
        }
        return nil
    }

    private mutating func isReadable(_ text: String) -> Bool {
        var line = 1
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 10: line += 1
            case 9, 13, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...: break
            default:
                report(
                    Place(line: line, column: 1),
                    "the line has a control character (U+\(String(scalar.value, radix: 16)))",
                    "remove it")
                return false
            }
        }
        return true
    }

    /// Refuses before parsing what could be an alias: a few of them, nested, expand to more than the memory holds.
    private mutating func hasNoAliases(_ text: String) -> Bool {
        var anchors: [Substring: Int] = [:]
        for (name, line) in references(in: text, after: UInt8(ascii: "&")) where anchors[name] == nil {
            anchors[name] = line
        }
        guard !anchors.isEmpty else { return true }
        for (name, _) in references(in: text, after: UInt8(ascii: "*")) {
            if let line = anchors[name] {
                reportAnchor(Place(line: line, column: 1))
                return false
            }
        }
        return true
    }

    private func references(in text: String, after sign: UInt8) -> [(name: Substring, line: Int)] {
        var found: [(Substring, Int)] = []
        let bytes = text.utf8
        var line = 1
        var index = bytes.startIndex
        while index != bytes.endIndex {
            let byte = bytes[index]
            bytes.formIndex(after: &index)
            if byte == UInt8(ascii: "\n") { line += 1 }
            guard byte == sign else { continue }
            let end = bytes[index...].firstIndex { !Self.isAnchorByte($0) } ?? bytes.endIndex
            if end != index { found.append((text[index..<end], line)) }
        }
        return found
    }

    private static func isAnchorByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private mutating func reportAnchor(_ place: Place?) {
        report(place, "YAML anchors and aliases are not supported", "write the value out in each place")
    }

    private mutating func isPlain(_ node: Node, depth: Int) -> Bool {
        guard depth <= DefinitionLimits.documentDepth else {
            report(node.place, "the YAML is nested deeper than \(DefinitionLimits.documentDepth) levels", "flatten it")
            return false
        }
        if node.anchor != nil {
            reportAnchor(node.place)
            return false
        }
        switch node {
        case .scalar(let scalar): return hasNoTag(scalar.tag, [.implicit, .nonSpecific, .str], node.place)
        case .sequence(let sequence):
            guard hasNoTag(sequence.tag, [.implicit, .seq], node.place) else { return false }
            for element in sequence where !isPlain(element, depth: depth + 1) { return false }
        case .mapping(let mapping):
            guard hasNoTag(mapping.tag, [.implicit, .map], node.place) else { return false }
            for (key, value) in mapping {
                guard isPlain(key, depth: depth + 1), isPlain(value, depth: depth + 1) else { return false }
            }
        case .alias:
            reportAnchor(node.place)
            return false
        }
        return true
    }

    private mutating func hasNoTag(_ tag: Tag, _ allowed: [Tag.Name], _ place: Place?) -> Bool {
        if allowed.contains(where: { $0.rawValue == tag.rawValue }) { return true }
        report(place, "YAML tags are not supported", "remove \(quoted(tag.rawValue))")
        return false
    }

    private mutating func report(_ error: YamlError, _ text: String) {
        switch error {
        case .scanner(_, let problem, let place, _) where problem.contains("nesting"),
            .parser(_, let problem, let place, _) where problem.contains("nesting"):
            report(Place(place), "the YAML is nested too deeply", "flatten it")
        case .composer(_, let problem, let place, _) where problem.contains("another document"):
            report(Place(place), "a second YAML document starts here", "give each definition a file of its own")
        case .scanner(_, let problem, let place, _), .parser(_, let problem, let place, _),
            .composer(_, let problem, let place, _):
            // What is missing at the end is found behind the last line, which no editor shows.
            let lastLine =
                text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
                - (text.last?.isNewline == true ? 1 : 0)
            let place = place.line > lastLine ? Place(line: max(1, lastLine)) : Place(place)
            report(place, "this is not YAML that can be read: \(problem)", "correct the line, or the one before it")
        case .duplicatedKeysInMapping(let keys, let context):
            report(
                secondPlace(of: keys.first ?? "", after: Place(context.mark), in: text),
                keys.count == 1
                    ? "the key \(quoted(keys[0])) is there twice"
                    : "\(keys.count) keys are there twice, among them \(quoted(keys.first ?? ""))",
                "remove one of each")
        case .memory:
            report(nil, "the YAML is nested too deeply", "flatten it")
        default:
            report(nil, "the file cannot be read as YAML", "correct its YAML")
        }
    }

    /// The parser tells where a key is first; people look for where it is again. Found for keys on lines of their own.
    private func secondPlace(of key: String, after first: Place, in text: String) -> Place {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated().dropFirst(first.line) {
            let indent = line.prefix { $0 == " " }.count
            let rest = line.dropFirst(indent)
            guard indent + 1 == first.column else { continue }
            for spelling in [key, "\"\(key)\"", "'\(key)'"] where rest.hasPrefix(spelling) {
                if rest.dropFirst(spelling.count).drop(while: { $0 == " " }).first == ":" {
                    return Place(line: index + 1, column: first.column)
                }
            }
        }
        return first
    }
}
