package import BasinCore
import Foundation
import Synchronization

/// The event log on one machine: segment files, one thread that commits in groups.
///
/// An append returns only when `fdatasync` has: a `kill -9` at any moment after that loses nothing. However many
/// types and requests a group holds, it costs one sync. Positions and times only grow, from each record to the next.
package final class EventLog: Sendable {
    package struct Options: Sendable {
        /// A segment is closed when it is larger than this.
        package var segmentBytes = 128 << 20
        /// Appends are refused while this much waits to be written.
        package var queueBytes = 64 << 20
        /// One group commit takes at most about this much.
        package var groupBytes = 16 << 20

        package init() {}
    }

    /// What `append` answers: where and when the batch became durable.
    package struct Receipt: Sendable {
        package var position: UInt64
        package var receivedTime: Timestamp
    }

    private struct Request {
        var sections: [IntakeBatch.Section]
        var byteCount: Int
        var continuation: CheckedContinuation<Receipt, any Error>
    }

    private struct State {
        var queue: [Request] = []
        var queuedBytes = 0
        var isStopping = false
        var closed: [LogSegment] = []
        var active: LogSegment?
        var durablePosition: UInt64 = 0
        var rollRequested = false
    }

    private let folder: String
    private let options: Options
    private let keys: SegmentKeys
    private let clock: Clock
    private let onDurable: @Sendable ([LogFrame]) -> Void
    private let afterWrite: @Sendable () throws -> Void
    private let state: Mutex<State>
    private let wake = NSCondition()
    private let stopped = DispatchSemaphore(value: 0)

    /// Starts the log's thread. Reading what older segments hold is `LogRecovery`'s work, done before.
    ///
    /// - Parameters:
    ///   - recovered: the segments found on disk, and the last position and time ever given.
    ///   - onDurable: gets every group after its sync, in order, on the log's thread; it must be quick.
    ///   - afterWrite: called when a group is written and not yet synced; what it throws is as a sync that fails.
    package init(
        folder: String, options: Options = Options(), recovered: LogRecovery, keys: SegmentKeys, clock: Clock,
        onDurable: @escaping @Sendable ([LogFrame]) -> Void,
        afterWrite: @escaping @Sendable () throws -> Void = {}
    ) {
        self.folder = folder
        self.options = options
        self.keys = keys
        self.clock = clock
        self.onDurable = onDurable
        self.afterWrite = afterWrite
        var initial = State()
        initial.closed = recovered.segments
        initial.durablePosition = recovered.lastPosition
        state = Mutex(initial)
        let thread = Thread { [self] in
            run(position: recovered.lastPosition, time: recovered.lastTime, nextSegment: recovered.nextSegment)
        }
        thread.name = "basin.log"
        thread.start()
    }

    /// Makes the sections durable as one record.
    /// - Throws: `.unavailable` when the queue or the disk is full: nothing was promised, try again later.
    package func append(_ sections: [IntakeBatch.Section]) async throws -> Receipt {
        let byteCount = LogFrame.payloadByteCount(sections)
        guard byteCount + 16 <= LogSegment.maximumPayload else {
            throw BasinError(.tooLarge, "The batch is larger than one record of the event log; send smaller batches.")
        }
        return try await withCheckedThrowingContinuation { continuation in
            let refusal: BasinError? = state.withLock { state in
                if state.isStopping { return BasinError(.unavailable, "Basin is stopping; send the batch again later.") }
                if !sections.isEmpty, state.queuedBytes + byteCount > options.queueBytes {
                    return BasinError(.unavailable, "The event log is behind; send the batch again later.")
                }
                state.queue.append(Request(sections: sections, byteCount: byteCount, continuation: continuation))
                state.queuedBytes += byteCount
                return nil
            }
            if let refusal { return continuation.resume(throwing: refusal) }
            wake.lock()
            wake.signal()
            wake.unlock()
        }
    }

    /// Moves the log's clock to now. Everything appended before has been handed to `onDurable` when this returns, and
    /// everything appended after gets at least this time: hours that ended before it are closed for good.
    package func watermark() async throws -> Receipt { try await append([]) }

    /// Removes whole segments of which every record is at or before the position, and destroys their keys. Segments
    /// that recovery holds stay. Blocks; what fails is tried again with the next call.
    package func release(through position: UInt64) throws {
        let done = state.withLock { state in
            let done = state.closed.filter { $0.lastPosition <= position && !$0.isHeld }
            if let active = state.active, active.lastPosition > 0, active.lastPosition <= position {
                state.rollRequested = true
            }
            return done
        }
        guard !done.isEmpty else { return }
        for segment in done {
            guard unlink(segment.path) == 0 || errno == ENOENT else { throw BasinError.system("remove", segment.path) }
        }
        try syncFolder(folder)
        try keys.destroy(done.map(\.id))
        let ids = Set(done.map(\.id))
        state.withLock { $0.closed.removeAll { ids.contains($0.id) } }
    }

    package var byteCount: Int {
        state.withLock { state in state.closed.reduce(state.active?.byteCount ?? 0) { $0 + $1.byteCount } }
    }

    /// Every segment, the oldest first, with the bytes of it that are durable now.
    package var durableSegments: [LogSegment] {
        state.withLock { state in state.closed + [state.active].compactMap(\.self) }
    }

    package var durablePosition: UInt64 { state.withLock { $0.durablePosition } }

    /// Commits what is queued, then ends the thread. Blocks. Later appends are refused.
    package func close() {
        state.withLock { $0.isStopping = true }
        wake.lock()
        wake.signal()
        wake.unlock()
        stopped.wait()
        stopped.signal()
    }

    // MARK: The log's thread

    private func run(position: UInt64, time: Timestamp, nextSegment: UInt64) {
        var position = position
        var time = time
        var nextSegment = nextSegment
        var writer: SegmentWriter?
        while let group = nextGroup() {
            let now = clock.now()
            if let old = writer, old.segment.byteCount > options.segmentBytes || takeRollRequest() {
                state.withLock { $0.closed.append(old.segment); $0.active = nil }
                writer = nil
            }
            do {
                var frames: [LogFrame] = []
                let receipts = group.map { request in
                    if request.sections.isEmpty {
                        time = max(now, time)
                    } else {
                        position += 1
                        // No two records have one time: whoever follows a type in the order of receipt misses none.
                        time = max(now, time + .microseconds(1))
                        frames.append(LogFrame(position: position, receivedTime: time, sections: request.sections))
                    }
                    return Receipt(position: position, receivedTime: time)
                }
                if let last = frames.last {
                    if writer == nil {
                        nextSegment += 1
                        writer = try SegmentWriter(
                            id: nextSegment - 1, firstPosition: frames[0].position, folder: folder, keys: keys)
                    }
                    for frame in frames { try writer?.stage(frame) }
                    try writer?.commit(last: last, afterWrite: afterWrite)
                    let segment = writer?.segment
                    state.withLock { state in
                        state.active = segment
                        state.durablePosition = last.position
                    }
                    onDurable(frames)
                }
                for (request, receipt) in zip(group, receipts) { request.continuation.resume(returning: receipt) }
            } catch {
                let failure = error as? SegmentFailure
                if let broken = writer {
                    broken.discardStaged()
                    if failure?.isUsable != true {
                        // What a failed sync left on disk may be read again; the segment stays until all before it is delivered.
                        state.withLock { $0.closed.append(broken.segment); $0.active = nil }
                        writer = nil
                    }
                }
                let reason = failure?.reason ?? (error as? BasinError) ?? BasinError(.system, "\(error)")
                let answer = BasinError(.unavailable, "The event log cannot be written: \(reason.message)")
                for request in group { request.continuation.resume(throwing: answer) }
            }
        }
        if let writer { state.withLock { $0.closed.append(writer.segment); $0.active = nil } }
        stopped.signal()
    }

    private func takeRollRequest() -> Bool {
        state.withLock { state in
            defer { state.rollRequested = false }
            return state.rollRequested
        }
    }

    /// Waits for requests; nil when the log is stopping and nothing is left.
    private func nextGroup() -> [Request]? {
        wake.lock()
        defer { wake.unlock() }
        while true {
            let (group, isStopping) = state.withLock { state -> ([Request], Bool) in
                var taken = 0
                var bytes = 0
                while taken < state.queue.count, bytes < options.groupBytes {
                    bytes += state.queue[taken].byteCount
                    taken += 1
                }
                let group = Array(state.queue.prefix(taken))
                state.queue.removeFirst(taken)
                state.queuedBytes -= bytes
                return (group, state.isStopping)
            }
            if !group.isEmpty { return group }
            if isStopping { return nil }
            wake.wait()
        }
    }
}
