import BasinWeb
import HTTPTypes
import Hummingbird
import NIOCore

/// Style and scripts of the pages.
enum AssetPages {
    static func routes() -> [Route] {
        WebAsset.all.map { asset in
            let buffer = ByteBuffer(bytes: asset.bytes)
            return Route(
                method: .get, path: "/assets/" + asset.name, access: .open, errors: .page, summary: "What pages of the web interface take.",
                answer: AnswerDescription(description: "The file.", contentTypes: [String(asset.type.prefix { $0 != ";" })])
            ) { door in
                var response = Response.bytes(buffer, type: asset.type)
                // With its fingerprint in the address it is never another file; with another one, an older server's or a newer one's, it is.
                let isNamed = door.request.uri.query.map { "/assets/\(asset.name)?\($0)" == WebAsset.address(asset.name) } ?? false
                response.headers[.cacheControl] = isNamed ? "public, max-age=31536000, immutable" : "no-cache"
                return response
            }
        }
    }
}
