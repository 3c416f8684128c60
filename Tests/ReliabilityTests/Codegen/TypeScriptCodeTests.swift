import Foundation
import Testing

extension Reliability.First {
    @Suite struct TypeScriptCodeTests {
        @Test(
            "generated TypeScript passes the strict compiler, and its wrong uses do not",
            .enabled(if: Tool.typeScript != nil))
        func strict() throws {
            let every = try EveryTypeProject("codegen-typescript")
            let place = try every.generate("typescript", into: "typescript")
            try every.folder.write("typescript/use.ts", Self.client)
            let right = try compile(["--noEmit", "use.ts"], at: place, in: every.folder)
            #expect(right.code == 0 && right.text.isEmpty, "\(right)")
            let names = Self.mistakes.indices.map { "wrong\($0).ts" }
            for (name, mistake) in zip(names, Self.mistakes) {
                #expect(Self.client.contains(mistake.right))
                let client = Self.client.replacing(mistake.right, with: mistake.wrong)
                try every.folder.write("typescript/" + name, client)
            }
            let wrong = try compile(["--noEmit"] + names, at: place, in: every.folder)
            for (name, mistake) in zip(names, Self.mistakes) {
                #expect(wrong.text.contains(name + "("), "\(mistake.what) was let through: \(wrong)")
            }
            guard let node = Tool.node else { return }
            let built = try compile(
                ["--module", "commonjs", "--outDir", "built", "use.ts"], at: place, in: every.folder)
            #expect(built.code == 0, "\(built)")
            let done = try Tool.run(node, ["built/use.js", try every.server, every.key], in: every.folder, at: place)
            #expect(done.code == 0 && done.output == "2 0\n401\n", "\(done)")
            try every.expectEvent(of: "typescript")
            #expect(every.basin.stop() == 0)
        }

        private func compile(_ arguments: [String], at place: String, in folder: TestFolder) throws -> Tool.Result {
            let compiler = try #require(Tool.typeScript)
            return try Tool.run(compiler, ["--strict", "--target", "es2020"] + arguments, in: folder, at: place)
        }

        private static let mistakes: [(what: String, right: String, wrong: String)] = [
            ("a required field left out", "flag: true,", ""),
            ("a wrong type", "small: -2147483648", "small: \"1\""),
            ("an unknown field", "flag: true,", "flag: true, flog: true,"),
            ("null where a value must be", "class: \"c\"", "class: null"),
            ("a wrong element", "words: [\"a\", \"\"]", "words: [1]"),
            ("a field of a struct left out", "name: \"Köln\",", ""),
            ("a data of another type", "nothing({})", "nothing({ a: 1 })"),
        ]

        private static let client = #"""
            import { BasinSendError, everyType, nothing, send } from "./basin-events";

            declare const process: { argv: string[]; exit(code: number): never };
            const at = new Date("2018-11-03T14:00:00.250Z");
            const ref = "123e4567-e89b-12d3-a456-426614174000";
            const event = everyType(
              {
                client: "typescript",
                user_id: "53",
                text: "Grüße 🎵 \"\\",
                flag: true,
                small: -2147483648,
                large: 9223372036854775807n,
                single: 0.5,
                precise: 0.1,
                price: "1234567890123456789012345678.0123456789",
                happened_at: at,
                clicked_at: "1969-12-31T23:59:59Z",
                born: "0001-02-03",
                ref,
                extra: { a: [1, 2.5, null, true, "x", 9007199254740993n] },
                words: ["a", ""],
                refs: [ref],
                times: [at],
                days: ["2018-11-03"],
                prices: ["-12.50", "0"],
                numbers: [[1, -9223372036854775808n], []],
                place: { name: "Köln", seen: at, inner: { count: 3, left_out: undefined } },
                steps: [{ kind: "a" }, { kind: "b", cost: "1.5" }],
                class: "c",
                self: "s",
                import: "i",
                left_out: null,
                email: "a@b.example",
              },
              { source: "typescript", time: at },
            );

            async function main(): Promise<void> {
              const [server, writeKey] = process.argv.slice(2);
              const answer = await send([event, nothing({})], { server, writeKey });
              console.log(answer.accepted, answer.refused.length);
              try {
                await send([event], { server, writeKey: "wrong" });
              } catch (error) {
                console.log(error instanceof BasinSendError ? error.status : error);
              }
            }

            main().catch((error) => {
              console.error(error);
              process.exit(1);
            });

            """#
    }
}
