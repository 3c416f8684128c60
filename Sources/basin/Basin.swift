import ArgumentParser
import BasinCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The program: `basin COMMAND …`. Exit codes: 0 done, 1 failed, 2 wrong usage, 141 nobody reads the output.
@main
struct Basin: AsyncParsableCommand {
    static let version = BasinVersion.current

    static let configuration = CommandConfiguration(
        commandName: "basin",
        abstract: "Collects events, keeps them as datasets, and answers questions about them.",
        version: version,
        subcommands: [
            UpCommand.self, PlanCommand.self, ApplyCommand.self, KeyCommand.self, ImportCommand.self,
            SchemaCommand.self, CodegenCommand.self, ExportCommand.self, ContractCommand.self,
            SearchCommand.self, GlossaryCommand.self, LineageCommand.self, HistoryCommand.self, ProfileCommand.self,
            SampleCommand.self, CostCommand.self,
            WhoAmICommand.self, LoginCommand.self, AccountCommand.self, TokenCommand.self, AccessCommand.self, AuditCommand.self,
            QueryCommand.self, QueriesCommand.self, DatasetsCommand.self, ShowCommand.self, HoursCommand.self,
            LossCommand.self, CompareCommand.self, IncidentsCommand.self, QuarantineCommand.self, ReplayCommand.self,
            TailCommand.self, StreamCommand.self,
            SourcesCommand.self, DoctorCommand.self, StatusCommand.self,
            RunCommand.self, RerunCommand.self, RunsCommand.self, InspectCommand.self, PartitionsCommand.self, WhyCommand.self,
            BackfillCommand.self, CancelCommand.self, PauseCommand.self, ResumeCommand.self, BackupCommand.self,
            RestoreCommand.self, FsckCommand.self, WorkerCommand.self, QueryWorkerCommand.self, VersionCommand.self,
        ])

    static func main() async {
        // A reader that went away (`basin query … | head`) is no signal: what is under way ends in order.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch is OutputClosed {
            // As a shell reports a program that SIGPIPE ended.
            Terminal.endProcess(141)
        } catch let error as BasinError {
            Terminal.printError("basin: " + error.message)
            Terminal.endProcess(1)
        } catch {
            let code = exitCode(for: error)
            if code == .success { exit(withError: error) }
            let message = fullMessage(for: error)
            if !message.isEmpty { Terminal.printError(message.hasPrefix("Error: ") ? "basin: " + message.dropFirst(7) : message) }
            Terminal.endProcess(code == .validationFailure ? 2 : 1)
        }
    }
}
