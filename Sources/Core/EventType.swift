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
    /// What to send instead, since clients should stop sending it; nil where they need not.
    package var deprecation: Deprecation?
    /// Who may read it, where the definition says so.
    package var declaredAccess: DataAccess?
    package var fields: [Field]
    /// Nil for `backward`: what was applied before there was a choice is the same as what says so.
    private var promised: Compatibility?
    /// Nil for none, as was applied before there was any.
    private var documented: Documentation?

    /// What a new version promises to clients and readers that have another one.
    package var compatibility: Compatibility {
        get { promised ?? .backward }
        set { promised = newValue == .backward ? nil : newValue }
    }

    package var documentation: Documentation {
        get { documented ?? Documentation() }
        set { documented = newValue.isEmpty ? nil : newValue }
    }

    package var access: DataAccess { declaredAccess ?? .open }

    package init(
        name: String, owner: String, description: String, tier: Tier = .normal, retentionDays: Int? = nil,
        unknownFields: UnknownFields = .drop, compatibility: Compatibility = .backward, limits: EventLimits? = nil,
        renamedFrom: String? = nil, deprecation: Deprecation? = nil, fields: [Field]
    ) {
        self.name = name
        self.owner = owner
        self.description = description
        self.tier = tier
        self.retentionDays = retentionDays
        self.unknownFields = unknownFields
        self.limits = limits
        self.renamedFrom = renamedFrom
        self.deprecation = deprecation
        self.fields = fields
        self.compatibility = compatibility
    }
}
