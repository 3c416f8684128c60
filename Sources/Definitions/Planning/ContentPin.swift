import BasinCore
import Foundation

/// Everything in a dataset's definition that decides what a run makes, and nothing else: neither who owns it, nor when
/// it runs, nor what it may take.
struct ContentPin: Encodable {
    private var work: Dataset.Work
    private var granularity: Granularity
    /// It clips what windows reach behind the partition; nil where none does.
    private var start: Timestamp?
    private var inputs: [Input]
    private var columns: [Column]

    private struct Input: Encodable {
        var id: UInt32
        var name: String
        var window: InputWindow
    }

    private struct Column: Encodable {
        var name: String
        var type: String
        var isSealed: Bool
        var isSubject: Bool
    }

    init(_ dataset: Dataset, columns: [DatasetColumn], inputs: [ResolvedInput]) {
        work = dataset.work
        // Of a command's columns only what follows from them counts, below.
        if case .command(let arguments, _) = work { work = .command(arguments, columns: []) }
        granularity = dataset.granularity
        start = inputs.contains { $0.window.isPrevious || $0.window.lookbackSeconds > 0 } ? dataset.start : nil
        self.inputs = inputs.map { Input(id: $0.id, name: $0.name, window: $0.window) }
        self.columns = columns.map {
            // Without field ids, which depend on what was there before.
            Column(name: $0.name, type: $0.type.description, isSealed: $0.isSealed, isSubject: $0.isSubject)
        }
    }

    /// The same for the same values, on every machine.
    var canonicalJSON: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { preconditionFailure("plain values are always JSON") }
        return Array(data)
    }
}
