import BasinCore
import BasinEngines
import Foundation

/// One order's way through a worker, on the thread that waits for it. Ends when the worker said its last, or had its time.
struct QueryExchange {
    private let order: QueryOrder
    private let openers: [UInt32: ValueOpener.Open]
    private let cancellation: QueryCancellation
    private let taker: QueryTaker
    private let grace: Duration
    /// Why the query is being stopped, and when patience with it ends.
    private var stop: (reason: any Error, until: ContinuousClock.Instant)?
    /// The worker came to its end of the order: it may have another.
    private(set) var isOver = false
    /// The worker was told of the order.
    private(set) var isBegun = false
    private var hasColumns = false

    init(
        _ order: QueryOrder, openers: [UInt32: ValueOpener.Open], cancellation: QueryCancellation, taker: QueryTaker,
        grace: Duration
    ) {
        self.order = order
        self.openers = openers
        self.cancellation = cancellation
        self.taker = taker
        self.grace = grace
    }

    /// - Throws: what the worker or the taker says; `QueryWorkerLoss`.
    mutating func run(_ content: Data, on worker: QueryWorkerProcess) throws -> QueryOutcome {
        isBegun = true
        worker.orders += 1
        worker.send(.order, content)
        while true {
            if stop == nil {
                do { try cancellation.check(time: order.limits.time) } catch { begin(stopping: worker, because: error) }
            }
            let left = stop.map { $0.until - ContinuousClock.now }
            if let left, let stop, left <= .zero { throw stop.reason }
            // A worker that says much is never waited for.
            worker.flush()
            do {
                if let (kind, content) = try worker.next() {
                    if let outcome = try take(kind, content, worker) { return outcome }
                } else {
                    try worker.wait(atMost: left ?? .seconds(60))
                }
            } catch let loss as QueryWorkerLoss {
                if let stop { throw stop.reason }
                throw loss
            }
        }
    }

    private mutating func begin(stopping worker: QueryWorkerProcess, because reason: any Error) {
        stop = (reason, ContinuousClock.now + grace)
        worker.send(.cancel, [])
    }

    private mutating func take(
        _ kind: QueryFrame.Kind, _ content: [UInt8], _ worker: QueryWorkerProcess
    ) throws -> QueryOutcome? {
        switch kind {
        case .bytes, .columns:
            guard stop == nil else { return nil }
            try requireDue(kind, content)
            let columns = kind == .columns ? try decoded([QueryShape.Column].self, content) : nil
            do {
                if let columns { try taker.columns(columns) } else { try taker.bytes(content) }
            } catch {
                begin(stopping: worker, because: error)
            }
            return nil
        case .open:
            // When it is to stop, nobody waits for an answer.
            guard stop == nil else { return nil }
            let answer = try answer(content)
            worker.send(.opened, answer)
            return nil
        case .done:
            let outcome = try decoded(QueryOutcome.self, content)
            isOver = true
            if let stop { throw stop.reason }
            return outcome
        case .failure:
            let fault = try decoded(QueryFault.self, content).error
            // What failed inside may have hurt the process.
            isOver = fault.code == .query
            throw stop?.reason ?? fault
        case .order, .cancel, .opened, .ready: throw QueryWorkerLoss.garbage
        }
    }

    private mutating func requireDue(_ kind: QueryFrame.Kind, _ content: [UInt8]) throws {
        let isDue =
            switch order.output {
            case .file: kind == .bytes && content.count <= QueryFrame.mostFileBytes
            case .rows: (kind == .columns) != hasColumns
            case .shape: false
            }
        if kind == .columns { hasColumns = true }
        guard isDue else { throw QueryWorkerLoss.garbage }
    }

    private func answer(_ content: [UInt8]) throws -> [UInt8] {
        guard let request = try? OpenRequest(content), let open = openers[request.opener] else { throw QueryWorkerLoss.garbage }
        let texts = Result { try open(request.values) }.mapError {
            $0 as? BasinError ?? BasinError(.system, "A sealed value cannot be opened.")
        }
        let bytes = OpenAnswer(number: request.number, texts: texts).bytes
        guard bytes.count > QueryFrame.limit(of: .opened) else { return bytes }
        let tooLong = BasinError(.query, "Opened values are too long for a query.")
        return OpenAnswer(number: request.number, texts: .failure(tooLong)).bytes
    }

    private func decoded<Value: Decodable>(_ type: Value.Type, _ content: [UInt8]) throws -> Value {
        do { return try JSONDecoder().decode(type, from: Data(content)) } catch { throw QueryWorkerLoss.garbage }
    }
}
