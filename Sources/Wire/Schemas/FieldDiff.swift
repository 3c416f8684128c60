/// One field that is not the same in two versions of a schema.
public struct FieldDiff: Codable, Sendable, Equatable {
    /// As the newer version calls it; `stop.at` for one inside another.
    public var field: String
    /// `added`, `removed` or `changed`.
    public var change: String
    /// `int32, required, none`; nil where it is not there.
    public var before: String?
    public var after: String?
    /// `type_widened` and the like, by which programs may branch.
    public var rules: [String]
    /// The modes that refuse this: `backward`, `forward`, `full`, `none`.
    public var breaks: [String]
    /// What it means and for whom; a sentence each.
    public var reasons: [String]

    public init(
        field: String, change: String, before: String?, after: String?, rules: [String], breaks: [String],
        reasons: [String]
    ) {
        self.field = field
        self.change = change
        self.before = before
        self.after = after
        self.rules = rules
        self.breaks = breaks
        self.reasons = reasons
    }
}
