import HTTPTypes
import Hummingbird
import NIOCore

/// What a GET answers to somebody who may have it already (RFC 9110 §13.1.2): the handler has done its work, and asked
/// whether they may read it, as ever; only the bytes stay here.
enum ConditionalAnswer {
    /// The response with its entity tag; 304 without a body when the request names that tag. What is streamed, is no 200,
    /// or is not to be stored has no tag.
    static func of(_ response: Response, to request: Request) async throws -> Response {
        guard response.status == .ok, response.headers[.eTag] == nil, !response.headers.isUnstored,
            response.body.contentLength != nil
        else { return response }
        let whole = WholeBody()
        try await response.body.write(whole)
        let tag = EntityTag(of: whole.bytes.readableBytesView)
        var tagged = response
        tagged.body = ResponseBody(byteBuffer: whole.bytes)
        tagged.headers[.eTag] = tag.description
        guard let field = request.headers[.ifNoneMatch], EntityTags(field)?.namesWeakly(tag) == true else { return tagged }
        var unchanged = Response(status: .notModified, headers: tagged.headers)
        unchanged.headers[.contentLength] = nil
        unchanged.headers[.contentType] = nil
        return unchanged
    }
}

extension HTTPFields {
    /// Whether nobody may keep it: secrets, and what is another thing with every look.
    var isUnstored: Bool { self[.cacheControl]?.contains("no-store") == true }
}
