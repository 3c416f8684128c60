import BasinCore
import HTTPTypes
import Hummingbird
import NIOCore

/// OpenTelemetry's logs over HTTP.
enum OTLPRoutes {
    private static let protobuf = "application/x-protobuf"

    static func routes(_ door: ClientDoor) -> [Route] {
        let route = Route(
            method: .post, path: "/v1/logs", access: .clientKey, errors: .client(.otlp), isCrossOrigin: true,
            summary: "OpenTelemetry: log records, as JSON or protobuf.", query: [ClientDoor.dryRun],
            body: BodyDescription(contentTypes: ["application/json", protobuf]),
            answer: AnswerDescription(description: "Everything is durable.", contentTypes: ["application/json", protobuf])
        ) { request in
            let isProtobuf = request.contentType == protobuf
            do {
                var taken = ClientDoorRequest(.otlp)
                taken.isProtobuf = isProtobuf
                let (answer, isDryRun) = try await door.take(taken, request)
                return isDryRun ? ClientDoor.dryRunAnswer(answer) : accepted(answer, isProtobuf)
            } catch {
                var response = ErrorStyle.client(.otlp).response(for: error, logger: request.context.logger)
                guard isProtobuf else { return response }
                response.headers[.contentType] = protobuf
                response.body = ResponseBody(byteBuffer: status(ErrorStyle.known(error)))
                return response
            }
        }
        return [route, ClientDoor.preflight(route.path)]
    }

    /// `ExportLogsServiceResponse`: what was refused is in quarantine, and must not be sent again.
    private static func accepted(_ answer: ClientAnswer, _ isProtobuf: Bool) -> Response {
        let reason = answer.refused.min { $0.key < $1.key }.map {
            "\(answer.refused.count) of \(answer.callCount) records are in quarantine; the first: \($0.value)"
        }
        guard isProtobuf else {
            guard let reason else { return .json([:] as JSONValue) }
            return .json([
                "partialSuccess": [
                    "rejectedLogRecords": .string(String(answer.refused.count)), "errorMessage": .string(reason),
                ]
            ] as JSONValue)
        }
        guard let reason else { return .bytes(ByteBuffer(), type: protobuf) }
        var partial = ByteBuffer(bytes: [0x08])
        appendVarint(answer.refused.count, to: &partial)
        append(reason, field: 2, to: &partial)
        var message = ByteBuffer(bytes: [0x0a])
        appendVarint(partial.readableBytes, to: &message)
        message.writeBuffer(&partial)
        return .bytes(message, type: protobuf)
    }

    /// `google.rpc.Status`.
    private static func status(_ error: BasinError) -> ByteBuffer {
        var message = ByteBuffer(bytes: [0x08])
        appendVarint(error.code.grpcStatus, to: &message)
        append(error.message, field: 2, to: &message)
        return message
    }

    private static func append(_ text: String, field: UInt8, to message: inout ByteBuffer) {
        message.writeInteger(field << 3 | 2)
        appendVarint(text.utf8.count, to: &message)
        message.writeString(text)
    }

    private static func appendVarint(_ value: Int, to message: inout ByteBuffer) {
        var rest = UInt64(value)
        while rest > 0x7f {
            message.writeInteger(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        message.writeInteger(UInt8(rest))
    }
}
