import Foundation
import Testing

extension Reliability.Alone {
    @Suite struct SwiftCodeTests {
        @Test(
            "generated Swift compiles without a warning, and sends an event whose values all arrive as they are",
            .enabled(if: Tool.swift != nil && Tool.swiftPackage != nil))
        func arrives() throws {
            let every = try EveryTypeProject("codegen-swift")
            _ = try every.generate("swift", into: "app/Sources/App/Events")
            try every.folder.write("app/Package.swift", Self.manifest(try #require(Tool.swiftPackage)))
            try every.folder.write("app/Sources/App/App.swift", Self.client)
            let built = try build(every)
            #expect(built.code == 0, "\(built.text.suffix(4000))")
            // It runs until it is ended, because what it sends it sends in its own time.
            let app = try ChildProcess(
                every.folder.path + "/app/.build/debug/App",
                [try every.server, every.key, every.folder.path + "/queue"], environment: Surroundings.environment,
                output: every.folder.path + "/app.out", errors: every.folder.path + "/app.err")
            let isThere = try Waiting.until(seconds: 90) {
                if let code = app.exitCode() { throw DrillFailure("the app ended with \(code)") }
                return try every.basin.number("SELECT count(*) FROM every_type") > 0
            }
            app.kill()
            #expect(isThere, "\((try? String(contentsOfFile: every.folder.path + "/app.err", encoding: .utf8)) ?? "")")
            try every.expectEvent(of: "swift")
            // What is required is required, what has a type has it, and what is deprecated is told.
            try every.folder.write("app/Sources/App/Wrong.swift", Self.wrong)
            let refused = try build(every)
            #expect(refused.code != 0)
            for line in 1...4 {
                #expect(refused.text.contains("Wrong.swift:\(line):"), "line \(line): \(refused.text.suffix(4000))")
            }
            #expect(every.basin.stop() == 0)
        }

        private func build(_ every: EveryTypeProject) throws -> Tool.Result {
            try Tool.run(
                try #require(Tool.swift), ["build", "-j", "2", "--product", "App"], in: every.folder,
                at: every.folder.path + "/app", seconds: 600)
        }

        private static func manifest(_ package: String) -> String {
            """
            // swift-tools-version: 6.2
            import PackageDescription

            let package = Package(
                name: "App", platforms: [.macOS(.v13)],
                dependencies: [.package(path: "\(package)")],
                targets: [
                    .executableTarget(
                        name: "App", dependencies: [.product(name: "BasinEvents", package: "swift")],
                        swiftSettings: [.treatAllWarnings(as: .error)])
                ],
                swiftLanguageModes: [.v6])

            """
        }

        private static let wrong = """
            func leavesOut() { _ = EveryType.Steps() }
            func mistakes(_ event: inout EveryType) { event.small = 0.5 }
            func forgets(_ event: inout EveryType) { event.ref = nil }
            func isLate(_ event: inout EveryType) { event.old = "x" }

            """

        private static let client = #"""
            import BasinEvents
            import Foundation

            @main struct App {
                static func main() throws {
                    let arguments = CommandLine.arguments
                    let basin = try Basin(
                        configuration: .init(
                            server: URL(string: arguments[1])!, writeKey: arguments[2],
                            folder: URL(fileURLWithPath: arguments[3]), source: "app/swift"))
                    let at = Date(timeIntervalSince1970: 1_541_253_600.25)
                    let ref = UUID(uuidString: "123E4567-E89B-12D3-A456-426614174000")!
                    basin.track(
                        EveryType(
                            client: "swift", userId: "53", text: "Grüße 🎵 \"\\", flag: true, small: .min, large: .max,
                            single: 0.5, precise: 0.1, price: "1234567890123456789012345678.0123456789", happenedAt: at,
                            clickedAt: Date(timeIntervalSince1970: -1), born: "0001-02-03", ref: ref,
                            extra: ["a": [1, 2.5, nil, true, "x", 9_007_199_254_740_993]], words: ["a", ""], refs: [ref],
                            times: [at], days: ["2018-11-03"], prices: ["-12.50", "0"], numbers: [[1, .min], []],
                            place: .init(name: "Köln", seen: at, inner: .init(count: 3)),
                            steps: [.init(kind: "a"), .init(kind: "b", cost: "1.5")], class: "c", self_: "s", import: "i",
                            email: "a@b.example"))
                    basin.track(Nothing())
                    withExtendedLifetime(basin) { while true { pause() } }
                }
            }

            """#
    }
}
