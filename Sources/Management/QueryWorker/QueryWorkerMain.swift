import BasinCore
import BasinEngines
import Foundation
import Synchronization

/// A query worker: runs one order at a time for the server that started it, and lives no longer than that. It holds no
/// key and no secret, and whatever a query does to it is done to no one else.
///
/// Three threads: the caller's reads, so that a cancellation and the end of the input are noticed at once; one executes, for
/// as long as the process lives; one watches memory while there is an order.
package final class QueryWorkerMain: Sendable {
    private struct State {
        var order: QueryOrder?
        var cancellation: QueryCancellation?
        /// Resident bytes that the order may reach.
        var allowance: Int64 = .max
    }

    private let state = Mutex(State())
    private let output: QueryFrameWriter
    private let openRequests: OpenRequests
    private let parser = QueryParser()
    private let form: RowForm
    // An order has come: for the thread that runs it, and for the one that watches its memory.
    private let work = DispatchSemaphore(value: 0)
    private let watch = DispatchSemaphore(value: 0)
    /// Above it, what was freed is given back before the next order.
    private static let kept: Int64 = 256 << 20

    private init(output: QueryFrameWriter, form: RowForm) {
        self.output = output
        self.form = form
        openRequests = OpenRequests(output: output)
    }

    /// Takes orders until they end, then ends the process. Blocks: call it on a thread that is not Swift's own.
    ///
    /// Other output of the process goes to its standard error from now on: it would be garbage among the frames.
    /// - Parameter form: of `QueryOutput.rows`.
    package static func run(input: Int32, output: Int32, form: RowForm) -> Never {
        _ = signal(SIGPIPE, SIG_IGN)
        Restraint.leaveNoCore()
        Restraint.volunteer()
        Restraint.stepBack()
        let frames = fcntl(output, F_DUPFD_CLOEXEC, 3)
        if output == 1 { dup2(2, 1) }
        let worker = QueryWorkerMain(output: QueryFrameWriter(descriptor: frames), form: form)
        // DuckDB's first instance takes as long as many queries.
        _ = try? worker.parser.check("SELECT 1", datasets: [])
        for body in [worker.execute, worker.guardMemory] as [@Sendable () -> Void] {
            let thread = Thread(block: body)
            // DuckDB recurses over the SQL's nesting.
            thread.stackSize = 16 << 20
            thread.start()
        }
        worker.output.write(.ready, Array(BasinVersion.current.utf8))
        worker.read(input)
    }

    private func read(_ descriptor: Int32) -> Never {
        var frames = QueryFrameReader()
        while true {
            do {
                guard case .frame(let kind, let content) = try frames.next(descriptor) else { _exit(QueryWorkerExit.done) }
                guard try take(kind, content) else { _exit(QueryWorkerExit.garbage) }
            } catch {
                _exit(QueryWorkerExit.garbage)
            }
        }
    }

    /// False for what cannot come now.
    private func take(_ kind: QueryFrame.Kind, _ content: [UInt8]) throws -> Bool {
        switch kind {
        case .order:
            let order = try JSONDecoder().decode(QueryOrder.self, from: Data(content))
            let allowance = QueryMemory.allowance(before: ResidentMemory.own, limits: order.limits)
            let isFree = state.withLock { state in
                guard state.order == nil else { return false }
                state = State(order: order, cancellation: QueryCancellation(), allowance: allowance)
                openRequests.begin()
                return true
            }
            if isFree {
                work.signal()
                watch.signal()
            }
            return isFree
        case .cancel:
            state.withLock { $0.cancellation }?.cancel()
            openRequests.stop()
            return true
        case .opened: return openRequests.take(try OpenAnswer(content))
        case .ready, .bytes, .columns, .open, .done, .failure: return false
        }
    }

    @Sendable private func execute() {
        while true {
            work.wait()
            guard let (order, cancellation) = state.withLock({ state in
                state.order.flatMap { order in state.cancellation.map { (order, $0) } }
            }) else { continue }
            let (kind, content) = last(Result { try run(order, cancellation) })
            if ResidentMemory.own > Self.kept { ResidentMemory.release() }
            // First: with the last frame the next order may come.
            state.withLock { $0 = State() }
            output.write(kind, content)
        }
    }

    private func run(_ order: QueryOrder, _ cancellation: QueryCancellation) throws -> QueryOutcome {
        var openers: [UInt32: ValueOpener.Open] = [:]
        for number in order.tables.compactMap(\.opener) {
            openers[number] = { [openRequests] values in try openRequests.texts(of: values, opener: number) }
        }
        let isRows = order.output == .rows
        return try OrderedQuery(order: order, parser: parser, form: form).run(
            openers: openers, cancellation: cancellation,
            columns: { [output] in
                let content = try JSONEncoder().encode($0)
                guard content.count <= QueryFrame.limit(of: .columns) else { throw Self.tooWide }
                output.write(.columns, content)
            },
            bytes: { [output] bytes in
                guard !isRows else { return output.write(.bytes, bytes) }
                for start in stride(from: 0, to: bytes.count, by: QueryFrame.mostFileBytes) {
                    output.write(.bytes, bytes[start..<min(bytes.count, start + QueryFrame.mostFileBytes)])
                }
            })
    }

    private func last(_ result: Result<QueryOutcome, any Error>) -> (QueryFrame.Kind, Data) {
        let encoder = JSONEncoder()
        do {
            let content = try encoder.encode(try result.get())
            guard content.count <= QueryFrame.limit(of: .done) else { throw Self.tooWide }
            return (.done, content)
        } catch {
            return (.failure, (try? encoder.encode(QueryFault(error))) ?? Data())
        }
    }

    private static let tooWide = BasinError(.query, "The result has more, or longer, names of columns than can be told.")

    @Sendable private func guardMemory() {
        while true {
            let allowance = state.withLock { $0.order == nil ? nil : $0.allowance }
            guard let allowance else {
                watch.wait()
                continue
            }
            if ResidentMemory.own > allowance { _exit(QueryWorkerExit.memory) }
            _ = watch.wait(timeout: .now() + .milliseconds(20))
        }
    }
}
