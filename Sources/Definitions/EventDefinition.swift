package import BasinCore

/// An event type as its file declares it, with the marks that say how it came out of the one before.
package struct EventDefinition: Sendable, Hashable {
    /// Field ids are 0.
    package var type: EventType
    /// Relative to the project's folder.
    package var file: String
    /// Former name by the path of a field: `renamed_from` of the field. Marks stay valid after they were applied.
    package var renamedFields: [String: String]
    /// Paths of fields that are no more: `removed_fields`.
    package var removedFields: Set<String>
    /// Where each field is in the file, by its path; the mark of one that is removed; `fields` under the empty path.
    package var lines: [String: Int]

    package init(
        type: EventType, file: String, renamedFields: [String: String] = [:], removedFields: Set<String> = [],
        lines: [String: Int] = [:]
    ) {
        self.type = type
        self.file = file
        self.renamedFields = renamedFields
        self.removedFields = removedFields
        self.lines = lines
    }

    /// Where the field is, or what it is in.
    func line(of path: String) -> Int {
        var path = path[...]
        while !path.isEmpty {
            if let line = lines[String(path)] { return line }
            path = path.lastIndex(of: ".").map { path[..<$0] } ?? ""
        }
        return lines[""] ?? 1
    }
}
