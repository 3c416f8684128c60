package import HTTPTypes
package import NIOCore

/// An answer that is given below the router, to what never became a request. Of the same form as all errors.
package struct Refusal: Sendable {
    package var status: HTTPResponse.Status
    package var code: String
    /// Without anything that JSON would have to escape.
    package var message: String
    package var retryAfter: Int?

    package static let slowHeader = Refusal(
        status: .requestTimeout, code: "timeout",
        message: "The header of the request did not come in time; send it again.")
    package static let slowBody = Refusal(
        status: .requestTimeout, code: "timeout",
        message: "The body stopped coming; nothing of it was taken. Send it again.")
    package static let stopping = Refusal(
        status: .serviceUnavailable, code: "unavailable",
        message: "Basin is stopping, and the body had not come; nothing of it was taken. Send this again in a moment.",
        retryAfter: 2)
    package static let largeHeader = Refusal(
        status: .requestHeaderFieldsTooLarge, code: "too_large",
        message: "The address or the headers are too long or too many: 80 KB and 1,000 headers are read.")
    package static let malformed = Refusal(
        status: .badRequest, code: "invalid", message: "This is not a request of HTTP/1.1; nothing of it was taken.")

    /// A problem document (RFC 9457), as the router's are.
    package var body: ByteBuffer {
        ByteBuffer(
            string: #"{"code":"\#(code)","detail":"\#(message)","message":"\#(message)","status":\#(status.code),"#
                + #""title":"\#(status.reasonPhrase)","type":"urn:basin:error:\#(code)"}"#)
    }

    package var head: HTTPResponse {
        var headers: HTTPFields = [
            .contentType: "application/problem+json", .xContentTypeOptions: "nosniff", .connection: "close",
            .contentLength: String(body.readableBytes),
        ]
        if let retryAfter { headers[.retryAfter] = String(retryAfter) }
        return HTTPResponse(status: status, headerFields: headers)
    }
}
