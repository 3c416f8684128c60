import Foundation
import Testing

extension Reliability.Second {
    /// Headers that two programs read in two ways: what one takes for a body is the other's next request.
    @Suite struct HeaderTrickTests {
        @Test("A length or a coding that is not clear is refused, and so are two who say who they are; nothing behind is a request")
        func unclear() throws {
            let drill = try ClientDrill("tricks")
            let (_, inner) = drill.request(2)
            let plain = { (name: String, value: String) in
                var request = RawRequest(drill.small, inner.bytes).with(name, value)
                request.length = nil
                return request
            }
            let tricks: [(String, RawRequest)] = [
                ("a coding that is nearly chunked", plain("Transfer-Encoding", "xchunked")),
                ("chunked, and then something", plain("Transfer-Encoding", "chunked, identity")),
                ("a space before the colon", plain("Content-Length ", "10")), ("a plus before the length", plain("Content-Length", "+10")),
                ("two lengths in one", plain("Content-Length", "10, 11")),
                ("two who say who they are", RawRequest(drill.small, 0..<1).with("authorization", "Bearer nobody")),
                ("the same twice", RawRequest(drill.small, 0..<1).with("AUTHORIZATION", "Bearer \(drill.small.key)")),
            ]
            try drill.beside {
                for (what, request) in tricks {
                    let connection = try drill.connect()
                    connection.send(request.bytes)
                    drill.expectRefusal(try connection.answer(), [400, 501], what)
                    let second = try connection.answer(seconds: 0.5)
                    #expect(second?.status != 200, "\(what): the body was taken for a request: \(second?.text ?? "")")
                }
            }
            try drill.finish()
        }
    }
}
