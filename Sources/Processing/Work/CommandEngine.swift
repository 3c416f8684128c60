import BasinCore
import BasinEngines
import BasinWarehouse
import Foundation

/// Runs an order's program in a scratch folder and takes the Parquet files that it leaves.
///
/// Exit codes: 0 done, 20 an input is missing, 50 trying again changes nothing, any other: try again.
package struct CommandEngine: Engine {
    private let environment: [String: String]
    private let started: @Sendable (Int32?) -> Void

    /// - Parameters:
    ///   - environment: the platform's own, of which the program gets PATH, HOME and LANG.
    ///   - started: told the process group of the program, and nil when it is gone.
    package init(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        started: @escaping @Sendable (Int32?) -> Void = { _ in }
    ) {
        self.environment = environment
        self.started = started
    }

    package func run(_ order: WorkOrder, cancellation: RunCancellation) throws -> Staged {
        guard case .command(let words) = order.work, let name = words.first else {
            throw WorkFailure(.userError, "The run of \(order.dataset) names no program; give it a command.")
        }
        if let gone = EngineFailure.missing(order.inputs) { throw gone }
        do {
            let program = try CommandEnvironment.program(name, path: environment["PATH"])
            let writer = try StagedWriter(order)
            let folders = try Folders(order)
            defer { folders.remove() }
            let start = ChildStart(
                path: program, arguments: Array(words.dropFirst()),
                environment: CommandEnvironment.variables(order, inputs: folders.inputs, platform: environment),
                folder: folders.scratch)
            var command = CommandRun(start: start, limits: order.limits, graceMilliseconds: order.graceMilliseconds)
            do {
                try Self.judge(try command.run(cancellation, started: started), order)
                let output = CommandOutput(order: order, folder: folders.output)
                let file = try output.write(try output.files(), to: writer, cancellation: cancellation)
                return Staged(files: [file], log: command.log.text, peakBytes: command.peakBytes)
            } catch {
                let failure = EngineFailure.of(error, order, inputs: order.inputs)
                throw LoggedFailure(failure: failure, log: command.log.text, peakBytes: command.peakBytes)
            }
        } catch {
            if error is LoggedFailure { throw error }
            throw EngineFailure.of(error, order, inputs: order.inputs)
        }
    }

    /// What the program's end means.
    private static func judge(_ end: ChildEnd, _ order: WorkOrder) throws {
        switch end {
        case .exit(0): return
        case .exit(20):
            throw WorkFailure(
                .missingInput,
                "The command ended with exit code 20: it misses an input of \(order.dataset) \(order.partition); "
                    + "see its log for which.")
        case .exit(50):
            throw WorkFailure(
                .userError,
                "The command ended with exit code 50: trying again changes nothing; its log says what to correct.")
        case .exit:
            // It may have noticed sooner than its watch.
            if DiskReserve.isTouched(at: order.staging) { throw DiskReserve.failure(at: order.staging) }
            throw WorkFailure(
                .other,
                "The command ended with \(end); its log may say why. It can end with 20 if an input is missing, or "
                    + "with 50 if trying again is no use.")
        case .signal:
            throw WorkFailure(
                .other, "The command ended with \(end): it crashed or was killed; its log may say why.")
        }
    }

    /// Where the program works, below the staging folder; gone when it has ended.
    private struct Folders {
        let scratch: String
        let output: String
        var inputs: String { scratch + "/inputs.json" }

        init(_ order: WorkOrder) throws {
            scratch = order.staging + "/scratch"
            output = CommandEnvironment.outputFolder(of: order)
            remove()
            try DurableFile.createFolder(scratch)
            try DurableFile.createFolder(output)
            try DurableFile.write(
                try CommandEnvironment.inputs(of: order), to: inputs, permissions: DurableFile.ownerOnly)
        }

        func remove() {
            for folder in [scratch, output] { try? FileManager.default.removeItem(atPath: folder) }
        }
    }
}
