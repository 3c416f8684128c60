import BasinCore
import Foundation

/// One order from its engine through its audit to its result. Never throws: whatever happens is a result.
package struct OrderExecution {
    package typealias Engines = @Sendable (WorkOrder, _ started: @escaping @Sendable (Int32?) -> Void) -> any Engine

    private let engines: Engines

    package init(engines: @escaping Engines = OrderExecution.standard) { self.engines = engines }

    /// SQL runs in DuckDB, commands as they are.
    package static let standard: Engines = { order, started in
        switch order.work {
        case .sql: DuckDBEngine()
        case .command: CommandEngine(started: started)
        }
    }

    /// Blocks, on a thread that lives as long as the process.
    package func run(
        _ order: WorkOrder, cancellation: RunCancellation, started: @escaping @Sendable (Int32?) -> Void = { _ in }
    ) -> WorkResult {
        let meter = ProcessMeter()
        do {
            // Checks that cannot be are found before the work, not after it.
            let audit = try Audit(order)
            let staged = try engines(order, started).run(order, cancellation: cancellation)
            do {
                let start = ContinuousClock.now
                let output = try audit.run(staged, cancellation: cancellation)
                var result = WorkResult(
                    outcome: .success(output), usage: meter.usage(peakOfOthers: staged.peakBytes), log: staged.log)
                result.auditSeconds = (ContinuousClock.now - start) / .seconds(1)
                return result
            } catch {
                throw LoggedFailure(
                    failure: EngineFailure.of(error, order, inputs: order.checkInputs), log: staged.log,
                    peakBytes: staged.peakBytes)
            }
        } catch let error as LoggedFailure {
            return WorkResult(
                outcome: .failure(error.failure), usage: meter.usage(peakOfOthers: error.peakBytes), log: error.log)
        } catch {
            let failure = EngineFailure.of(error, order, inputs: order.inputs)
            return WorkResult(outcome: .failure(failure), usage: meter.usage(peakOfOthers: 0))
        }
    }
}
