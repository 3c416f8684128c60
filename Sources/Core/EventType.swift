/// A named, owned, classified event schema, as declared in `events/<name>.yaml`.
package struct EventType: Sendable, Hashable, Codable {
    package var name: String
    package var owner: String
    package var description: String
    package var tier: Tier
    /// Days that delivered events are kept; nil means for ever.
    package var retentionDays: Int?
    package var unknownFields: UnknownFields
    /// Nil: no limits.
    package var limits: EventLimits?
    /// The former name, in the one apply that renames (`renamed_from: old_name`).
    package var renamedFrom: String?
    package var fields: [Field]

    package init(
        name: String, owner: String, description: String, tier: Tier = .normal, retentionDays: Int? = nil,
        unknownFields: UnknownFields = .drop, limits: EventLimits? = nil, renamedFrom: String? = nil, fields: [Field]
    ) {
        self.name = name
        self.owner = owner
        self.description = description
        self.tier = tier
        self.retentionDays = retentionDays
        self.unknownFields = unknownFields
        self.limits = limits
        self.renamedFrom = renamedFrom
        self.fields = fields
    }
}
