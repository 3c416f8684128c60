import ArgumentParser
import BasinProcessing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A worker process: the platform starts it and talks to it over its standard input and output.
struct WorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "Make runs for the platform that started this.", shouldDisplay: false)

    func run() throws { WorkerMain.run(input: STDIN_FILENO, output: STDOUT_FILENO) }
}
