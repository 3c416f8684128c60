import BasinCore
import BasinProcessing
import BasinServer
import Foundation

/// `Benchmarks [NAME …]`: the figures of the design's goals, each measured in one run on this machine. Prints a table
/// a benchmark, with the goal beside the figure.
@main struct Benchmarks {
    static let all: [(name: String, run: @Sendable () async throws -> Void)] = [
        ("disk", { try DiskBenchmark().run() }),
        ("parse", { try ParseBenchmark().run() }),
        ("intake", { try await IntakeBenchmark().run() }),
        ("doors", { try await DoorBenchmark().run() }),
        ("live", { try await LiveBenchmark().run() }),
        ("stream", { try await StreamBenchmark().run() }),
        ("delivery", { try await DeliveryBenchmark().run() }),
        ("neighbour", { try await NeighbourBenchmark().run() }),
        ("hours", { try await HourClosingBenchmark().run() }),
        ("replay", { try await ReplayBenchmark().run() }),
        ("freshness", { try await FreshnessBenchmark().run() }),
        ("query", { try await QueryBenchmark().run() }),
        ("lineage", { try await LineageBenchmark().run() }),
        ("search", { try await SearchBenchmark().run() }),
        ("pages", { try await PageBenchmark().run() }),
        ("sealing", { try SealingBenchmark().run() }),
        ("runs", { try await RunBenchmark().run() }),
        ("scheduler", { try await SchedulerBenchmark().run() }),
        ("history", { try await HistoryBenchmark().run() }),
        ("queue", { try await QueueBenchmark().run() }),
    ]

    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        // The server of a benchmark starts its workers from this program.
        if arguments.first == "worker" { WorkerMain.run(input: STDIN_FILENO, output: STDOUT_FILENO) }
        if arguments.first == "query-worker" { QueryWorkerProgram.run() }
        if let first = arguments.first, ["serve", "serve-all"].contains(first), arguments.count >= 2 {
            return try await IntakeServer.run(
                dataFolder: arguments[1], delivers: first == "serve-all", hour: arguments.dropFirst(2).first.flatMap { Double($0) })
        }
        // An hour, so not among the others.
        if arguments.first == "soak" {
            return try await SoakBenchmark(length: arguments.dropFirst().first.flatMap { Double($0) } ?? 3600).run()
        }
        for name in arguments where !all.contains(where: { $0.name == name }) {
            print("There is no benchmark \(name); there are \(all.map(\.name).joined(separator: ", ")).")
            exit(2)
        }
        print("\(Machine.description)\n")
        for benchmark in all where arguments.isEmpty || arguments.contains(benchmark.name) {
            try await benchmark.run()
            print("")
        }
    }
}
