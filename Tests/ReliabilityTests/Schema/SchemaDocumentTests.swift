import Foundation
import Testing

extension Reliability.First {
    @Suite struct SchemaDocumentTests {
        @Test("Every command of docs/schemas.md works in an empty folder, in order")
        func schemas() throws {
            let folder = try TestFolder("schemas")
            let basin = try BasinProcess(folder, project: folder.path)
            let text = try String(contentsOfFile: Surroundings.packageRoot + "/docs/schemas.md", encoding: .utf8)
            let script = try folder.write("walk.sh", DocumentTests.script(of: text))
            let output = folder.path + "/walk.out"
            let errors = folder.path + "/walk.err"
            try FileManager.default.createDirectory(atPath: folder.path + "/shop", withIntermediateDirectories: true)
            var environment = basin.environment
            let programs = (Surroundings.binary as NSString).deletingLastPathComponent
            environment["PATH"] = programs + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
            let child = try ChildProcess(
                "/bin/bash", ["-eu", "-o", "pipefail", script], environment: environment, output: output,
                errors: errors,
                folder: folder.path + "/shop")
            let code = child.wait(seconds: 120)
            let said = try String(contentsOfFile: output, encoding: .utf8)
            let wrong = try String(contentsOfFile: errors, encoding: .utf8)
            #expect(code == 0, "\(said)\n\(wrong)")
            for promise in [
                "events/order_placed.yaml:8: Field `pieces` is widened from int32 to int64", "forward, full",
                "coupon,added", "2 (current)", "looks_personal: email", "classification: TODO",
                "Decide the classification of 3",
            ] {
                #expect(said.contains(promise), "\(promise) is missing in\n\(said)\n\(wrong)")
            }
            #expect(wrong.contains("breaking changes") && wrong.contains("`TODO`"), "\(wrong)")
            // What clients get is what the project says.
            let schema = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/shop/order_placed.schema.json"))
            let exported = try #require(try JSONSerialization.jsonObject(with: schema) as? [String: Any])
            #expect(
                (exported["properties"] as? [String: Any])?.keys.sorted() == ["amount", "coupon", "order_id", "pieces"])
        }
    }
}
