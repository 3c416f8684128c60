import BasinCore
import HTTPTypes
import Hummingbird
import NIOCore

extension DoorRequest {
    /// Answers piece by piece, for as long as it takes, and tells `make`'s departure when the client is gone.
    ///
    /// Waits for the first bytes before it answers 200, so that what fails at once has an error status. What fails
    /// later ends the connection without its last chunk, which clients see as cut short.
    func pieces(
        _ make: (Departure) async throws -> QueryAnswer
    ) async throws -> Response {
        let departure = Departure()
        let handler = DepartureHandler(departure)
        let channel = context.channel
        do {
            try await channel?.pipeline.addHandler(handler, position: .first).get()
        } catch {
            // Nobody would tell that the client is gone: it is gone already.
            throw BasinError(.unavailable, "The connection ended before the answer began.")
        }
        let end: @Sendable () async -> Void = {
            departure.tell()
            try? await channel?.pipeline.removeHandler(handler).get()
        }
        do {
            let answer = try await make(departure)
            var beginning = answer.body.makeAsyncIterator()
            let first = try await beginning.next()
            // Nobody asks for the body of an answer to HEAD.
            if request.method == .head { await end() }
            return Self.response(answer, first, end)
        } catch {
            await end()
            throw error
        }
    }

    /// Does something whose answer is made before any of it is sent, and tells `work`'s departure when the client is
    /// gone, or when it is done.
    func whileThere<Value>(_ work: (Departure) async throws -> Value) async throws -> Value {
        let departure = Departure()
        let handler = DepartureHandler(departure)
        let channel = context.channel
        do {
            try await channel?.pipeline.addHandler(handler, position: .first).get()
        } catch {
            throw BasinError(.unavailable, "The connection ended before the answer began.")
        }
        do {
            let value = try await work(departure)
            departure.tell()
            try? await channel?.pipeline.removeHandler(handler).get()
            return value
        } catch {
            departure.tell()
            try? await channel?.pipeline.removeHandler(handler).get()
            throw error
        }
    }

    private static func response(
        _ answer: QueryAnswer, _ first: ByteBuffer?, _ end: @escaping @Sendable () async -> Void
    ) -> Response {
        var headers: HTTPFields = [.contentType: answer.contentType, .xContentTypeOptions: "nosniff"]
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        let body = answer.body
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                do {
                    if let first {
                        try await writer.write(first)
                        for try await piece in body { try await writer.write(piece) }
                    }
                    await end()
                } catch {
                    await end()
                    throw error
                }
                try await writer.finish(nil)
            })
    }
}
