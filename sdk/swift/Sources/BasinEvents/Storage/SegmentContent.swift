/// A segment's bytes, read from the beginning to its end or to the first damage.
package struct SegmentContent {
    package var header: SegmentHeader
    /// Where the first event begins.
    package var start: Int
    /// Where the last whole event ends.
    package var end: Int
    /// Something else than a write that was cut follows: what was written there is not known.
    package var isDamaged: Bool

    /// - Parameter visit: called for each event with the offset at which it begins.
    /// - Returns: nil for a file that does not begin as a segment does.
    package init?(_ bytes: [UInt8], _ visit: (StoredEvent, _ offset: Int) -> Void) {
        guard bytes.starts(with: SegmentHeader.magic),
            case .record(.header(let json), let start) = Record.read(bytes, at: SegmentHeader.magic.count),
            let header = SegmentHeader(json: json)
        else { return nil }
        self.header = header
        self.start = start
        end = start
        isDamaged = false
        reading: while true {
            switch Record.read(bytes, at: end) {
            case .record(.event(let event), let next):
                visit(event, end)
                end = next
            case .record(.header, _), .damaged:
                isDamaged = true
                break reading
            case .cut, .end:
                break reading
            }
        }
    }
}
