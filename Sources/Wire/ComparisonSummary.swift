/// Two deliveries of the same events beside each other.
public struct ComparisonSummary: Codable, Sendable, Equatable {
    /// One of the two.
    public struct Side: Codable, Sendable, Equatable {
        public var name: String
        public var rows: Int
        public var keys: Int
        /// Keys that stand for more than one row.
        public var duplicateKeys: Int

        public init(name: String, rows: Int, keys: Int, duplicateKeys: Int) {
            self.name = name
            self.rows = rows
            self.keys = keys
            self.duplicateKeys = duplicateKeys
        }
    }

    /// One field. The four counts together are `comparedKeys`.
    public struct Field: Codable, Sendable, Equatable {
        public var name: String
        /// Equal values; also null on both sides.
        public var same: Int
        public var different: Int
        /// A value on the left, null on the right.
        public var onlyLeft: Int
        public var onlyRight: Int
        /// How it was compared, where that is not plain.
        public var note: String?

        public init(name: String, same: Int, different: Int, onlyLeft: Int, onlyRight: Int, note: String? = nil) {
            self.name = name
            self.same = same
            self.different = different
            self.onlyLeft = onlyLeft
            self.onlyRight = onlyRight
            self.note = note
        }
    }

    public var left: Side
    public var right: Side
    /// Keys that both have.
    public var keysOnBoth: Int
    /// Of those, how many stand for one row on each side.
    public var comparedKeys: Int
    public var fields: [Field]
    /// Fields that cannot be compared, each with the reason.
    public var notCompared: [String]

    public init(
        left: Side, right: Side, keysOnBoth: Int, comparedKeys: Int, fields: [Field], notCompared: [String]
    ) {
        self.left = left
        self.right = right
        self.keysOnBoth = keysOnBoth
        self.comparedKeys = comparedKeys
        self.fields = fields
        self.notCompared = notCompared
    }

    /// Every key is on both sides, once, with the same values. Says nothing of `notCompared`.
    public var isSame: Bool {
        left.keys == comparedKeys && right.keys == comparedKeys && fields.allSatisfy { $0.same == comparedKeys }
    }
}
