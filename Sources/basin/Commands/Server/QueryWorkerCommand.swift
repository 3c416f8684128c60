import ArgumentParser
import BasinServer

/// A worker process for queries: the server starts it and talks to it over its standard input and output.
struct QueryWorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query-worker", abstract: "Run queries for the server that started this.", shouldDisplay: false)

    func run() throws { QueryWorkerProgram.run() }
}
