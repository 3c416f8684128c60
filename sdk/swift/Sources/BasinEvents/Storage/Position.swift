/// A place in the queue: everything before it is delivered, or not.
package struct Position: Sendable, Hashable, Comparable {
    package var segment: UInt64
    package var offset: Int

    package init(segment: UInt64, offset: Int) {
        self.segment = segment
        self.offset = offset
    }

    package static let start = Position(segment: 0, offset: 0)

    package static func < (a: Position, b: Position) -> Bool {
        (a.segment, a.offset) < (b.segment, b.offset)
    }
}
