/// Which records are wanted.
package struct AuditFilter: Sendable {
    package var person: String?
    /// What it was done to, or what its details name: a dataset that a grant is of.
    package var object: String?
    package var action: String?
    /// Only those before this number.
    package var before: Int?

    package init(person: String? = nil, object: String? = nil, action: String? = nil, before: Int? = nil) {
        self.person = person
        self.object = object
        self.action = action
        self.before = before
    }

    /// Whatever its number is.
    func wants(_ record: AuditRecord) -> Bool {
        person ?? record.entry.person == record.entry.person
            && (object.map { record.entry.names($0) } ?? true) && action ?? record.entry.action == record.entry.action
    }
}

extension AuditEntry {
    /// Whether it was done to that, or its details name it, whole or as one of several words.
    fileprivate func names(_ object: String) -> Bool {
        self.object == object
            || details.values.contains { value in
                value == object || value.split(whereSeparator: { $0 == " " || $0 == "," }).contains { $0 == object }
            }
    }
}
