import BasinWeb
import BasinWire
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// A value of `Wire` as JSON.
    static func json(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, type: String = "application/json"
    ) throws -> Response {
        .bytes(ByteBuffer(bytes: try WireJSON.encode(value)), type: type, status: status)
    }

    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
        .bytes(ByteBuffer(bytes: value.bytes), type: "application/json", status: status)
    }

    static func text(_ text: String, type: String = "text/plain; charset=utf-8", status: HTTPResponse.Status = .ok)
        -> Response
    {
        .bytes(ByteBuffer(string: text), type: type, status: status)
    }

    static func page(_ page: Page, status: HTTPResponse.Status = .ok) -> Response {
        .page(page.html.text, status: status)
    }

    /// - Parameter html: the whole document of a page.
    static func page(_ html: String, status: HTTPResponse.Status) -> Response {
        var response = text(html, type: "text/html; charset=utf-8", status: status)
        response.headers[.contentSecurityPolicy] = Page.contentSecurityPolicy
        response.headers[.cacheControl] = "no-store"
        // With none at all, browsers would not say where a form comes from.
        response.headers[.referrerPolicy] = "same-origin"
        return response
    }

    /// Nobody keeps it: it is another thing with every look.
    var momentary: Response {
        var response = self
        response.headers[.cacheControl] = "no-store"
        return response
    }

    static func bytes(_ buffer: ByteBuffer, type: String, status: HTTPResponse.Status = .ok) -> Response {
        let headers: HTTPFields = [.contentType: type, .xContentTypeOptions: "nosniff"]
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: buffer))
    }
}

extension HTTPField.Name {
    /// The name is a constant token, so it cannot be refused.
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
}
