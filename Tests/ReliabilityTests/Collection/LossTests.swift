import Foundation
import Testing

extension Reliability.First {
    @Suite struct LossTests {
        private struct Loss: Decodable, Equatable {
            var split: [String]
            var sources: Int
            var received: Int
            var missing: Int
        }

        private func event(_ source: Int, _ number: Int, text: String) -> String {
            """
            {"specversion":"1.0","id":"\(source)-\(number)","source":"/phone/\(source)","type":"first_type",\
            "sequence":"\(number)","data":{"n":\(number),"text":"\(text)"}}
            """
        }

        @Test("COL-21: what clients numbered and did not arrive is told, by any field that is not sealed")
        func gaps() throws {
            let small = try SmallProject("loss")
            // Phone 1 loses 3 and 7 in version a; phone 2 loses 5 to 7 in version b, and changes its version at 5.
            var lines = (1...10).filter { $0 != 3 && $0 != 7 }.map { event(1, $0, text: "a") }
            lines += (1...4).map { event(2, $0, text: "a") } + (8...10).map { event(2, $0, text: "b") }
            // One that does not number its events says nothing.
            lines.append(SmallProject.event(1, type: "first_type"))
            #expect(try small.send(lines.joined(separator: "\n")).status == 200)
            #expect(try loss(small, "") == [Loss(split: [], sources: 2, received: 15, missing: 5)])
            #expect(
                try loss(small, "?by=text") == [
                    Loss(split: ["b"], sources: 1, received: 3, missing: 3),
                    Loss(split: ["a"], sources: 2, received: 12, missing: 2),
                ])
            for field in ["name", "user", "nothing", "text%22"] {
                let answer = try small.basin.send("GET", "/api/v1/types/first_type/loss?by=\(field)")
                #expect(answer.status == 400, "\(field): \(answer.text)")
            }
            #expect(small.basin.stop() == 0)
        }

        private func loss(_ small: SmallProject, _ query: String) throws -> [Loss] {
            try small.basin.answer("GET", "/api/v1/types/first_type/loss" + query).decoded()
        }
    }
}
