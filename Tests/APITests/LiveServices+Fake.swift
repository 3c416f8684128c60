import BasinAPI
import NIOCore

extension LiveServices {
    /// Answers that end after one piece.
    static var fake: LiveServices {
        LiveServices(
            watch: { _, _, _ in answer("text/event-stream", ": events follow\n\n") },
            stream: { _, _, _ in answer("application/x-ndjson", "{}\n") })
    }

    static func answer(_ type: String, _ text: String) -> QueryAnswer {
        QueryAnswer(
            contentType: type, headers: ["Cache-Control": "no-store"],
            body: AsyncThrowingStream { stream in
                stream.yield(ByteBuffer(string: text))
                stream.finish()
            })
    }
}
