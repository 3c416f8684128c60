import HTTPTypes
import Hummingbird

/// What every answer says, whatever route gave it: how it may be kept, and what a browser may do with it.
enum AnswerHeaders {
    /// For what is no page: nothing in it is to be run, shown in a frame, or taken for another type than it says.
    static let contentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'"

    /// For a year, browsers that were here over TLS ask this host in no other way, whatever the port.
    static let transportSecurity = "max-age=31536000"

    /// Adds what is missing; what a handler said stays.
    /// - Parameters:
    ///   - needsToken: what it says depends on who asks.
    ///   - isEncrypted: the port speaks TLS.
    static func complete(_ response: inout Response, to request: Request, needsToken: Bool, isEncrypted: Bool) {
        if isEncrypted, !isOwnMachine(request.head.authority), !response.headers.contains(.strictTransportSecurity) {
            response.headers.append(HTTPField(name: .strictTransportSecurity, value: transportSecurity))
        }
        for field in always where !response.headers.contains(field.name) { response.headers.append(field) }
        if !response.headers.contains(.cacheControl) {
            response.headers.append(
                HTTPField(name: .cacheControl, value: cacheControl(response, needsToken: needsToken)))
        }
        if needsToken { response.headers.vary(by: ["Authorization", "Cookie", "Accept"]) }
    }

    /// Whether who asks for this host means the machine that they sit at, or none. Other servers there share the name
    /// and speak in clear: a year without them would be much.
    static func isOwnMachine(_ authority: String?) -> Bool {
        guard let authority, !authority.isEmpty else { return true }
        if authority.hasPrefix("[") { return authority.hasPrefix("[::1]") }
        var host = authority.prefix { $0 != ":" }.lowercased()
        if host.hasSuffix(".") { host.removeLast() }
        if host == "localhost" || host.hasSuffix(".localhost") { return true }
        return host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." }
    }

    /// Made once: this is done for every event that comes alone.
    private static let always = [
        HTTPField(name: .xContentTypeOptions, value: "nosniff"),
        HTTPField(name: .contentSecurityPolicy, value: contentSecurityPolicy),
        HTTPField(name: .xFrameOptions, value: "DENY"), HTTPField(name: .referrerPolicy, value: "no-referrer"),
    ]

    /// What has a tag may be kept and must be asked about; the rest is for once.
    private static func cacheControl(_ response: Response, needsToken: Bool) -> String {
        guard response.headers[.eTag] != nil else { return "no-store" }
        return needsToken ? "private, no-cache" : "no-cache"
    }
}

extension HTTPFields {
    /// What else of the request the answer depends on.
    mutating func vary(by names: [String]) {
        self[.vary] = ([self[.vary]].compactMap(\.self) + names).joined(separator: ", ")
    }
}

extension HTTPField.Name {
    /// For browsers that do not know `frame-ancestors`. The name is a constant token, so it cannot be refused.
    fileprivate static let xFrameOptions = HTTPField.Name("X-Frame-Options")!
}
