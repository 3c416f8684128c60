import BasinManagement
import Foundation

/// This program as a query worker.
package enum QueryWorkerProgram {
    /// Takes orders from the server that started it until that ends. Blocks.
    package static func run() -> Never {
        QueryWorkerMain.run(input: STDIN_FILENO, output: STDOUT_FILENO, form: .postgres)
    }
}
