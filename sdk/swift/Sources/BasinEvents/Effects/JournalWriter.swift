/// Puts records at the end of the queue: fills a buffer, writes it, begins files, and gives up the oldest at the cap.
/// Lives on the writing thread.
struct JournalWriter {
    private let journal: Journal
    private let source: String
    private let random: @Sendable () -> UInt64
    private let diskBytes: Int
    private let segmentBytes: Int
    private let bufferBytes: Int
    private var buffer: [UInt8] = []
    private(set) var bufferedEvents = 0
    private var active: ActiveSegment?
    private var nextID: UInt64 = 1
    private var stream: String

    init(_ journal: Journal, _ configuration: Basin.Configuration, random: @escaping @Sendable () -> UInt64) {
        self.journal = journal
        self.random = random
        source = configuration.source
        diskBytes = configuration.diskBytes
        segmentBytes = min(configuration.segmentBytes, configuration.diskBytes / 8)
        bufferBytes = min(64 << 10, segmentBytes)
        stream = EventID(random: random).text
    }

    /// Goes on with what is in the folder.
    mutating func recover() -> JournalRecovery {
        let found = journal.recover()
        nextID = found.nextID
        if let known = found.stream { stream = known }
        return found
    }

    var isFull: Bool { buffer.count >= bufferBytes }

    mutating func add(_ event: StoredEvent) {
        Record.append(event, to: &buffer)
        bufferedEvents += 1
    }

    /// Writes the buffer. When it throws, the buffer is kept and may be written later.
    ///
    /// - Parameter sequences: how far numbers are, the buffer's events included.
    /// - Returns: events of other files that were given up for it, by type.
    mutating func write(_ sequences: Sequences) throws -> [String: Int] {
        guard bufferedEvents > 0 else { return [:] }
        if active.map({ $0.end >= segmentBytes || !journal.folder.hasSegment($0.id) }) ?? true { try begin(sequences) }
        let evicted = journal.evict(incoming: buffer.count, cap: diskBytes)
        try active?.append(buffer)
        journal.appended(Backlog(events: bufferedEvents, bytes: buffer.count))
        buffer.removeAll(keepingCapacity: true)
        bufferedEvents = 0
        return evicted
    }

    /// Makes the next file.
    mutating func begin(_ sequences: Sequences) throws {
        let header = SegmentHeader(stream: stream, source: source + "/" + stream, sequences: sequences.last)
        let segment = try ActiveSegment(id: nextID, header: header, folder: journal.folder)
        nextID += 1
        active = segment
        journal.begin(
            Segment(
                id: segment.id, source: header.source, start: segment.end, end: segment.end, waiting: 0, synced: 0))
    }

    /// Forgets all events and goes on with the numbers under another source: what is missing was not lost.
    ///
    /// - Returns: how many there were, by type; without those of the buffer.
    mutating func erase() -> [String: Int] {
        buffer = []
        bufferedEvents = 0
        active = nil
        stream = EventID(random: random).text
        return journal.erase()
    }
}
