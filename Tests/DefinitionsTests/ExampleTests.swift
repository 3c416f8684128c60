import BasinCore
import BasinDefinitions
import Foundation
import Testing

struct ExampleTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("examples/streaming").path

    @Test("the example project is read as it is, with hourly, daily and weekly datasets and one that looks back")
    func example() throws {
        let project = try Project.read(files: Project.files(inFolder: Self.folder)).get()
        let datasets = Dictionary(uniqueKeysWithValues: project.datasets.map { ($0.name, $0.dataset) })
        #expect(Set(datasets.values.map(\.granularity)) == [.hour, .day, .week])
        #expect(datasets["active_listeners"]?.inputs["listening_daily"]?.lookbackSeconds == Int64(6 * 86_400))
        #expect(datasets["active_listeners"]?.trigger.kind == .both)
        #expect(datasets.values.allSatisfy { !$0.checks.isEmpty })
    }
}
