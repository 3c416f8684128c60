import BasinCore
import BasinEngines
import BasinManagement
import BasinProcessing
import Foundation

// What the tests of workers and commands start: a worker that behaves as its first argument says, or a command.
let mode = CommandLine.arguments.dropFirst().first ?? "worker"
let rest = Array(CommandLine.arguments.dropFirst(2))
switch mode {
case "worker": WorkerMain.run(input: 0, output: 1)
case "no-op": WorkerMain.run(input: 0, output: 1) { _, _ in NothingEngine() }
case "misbehaving": WorkerMain.run(input: 0, output: 1) { _, _ in MisbehavingEngine() }
case "query-worker": QueryWorkerMain.run(input: 0, output: 1, form: .lines)
case "garbage": Misbehaviour.writeGarbage(longFrame: false)
case "long-frame": Misbehaviour.writeGarbage(longFrame: true)
case "ends-at-start": exit(3)
case "command": ProbeCommand.run(rest)
default: exit(64)
}
