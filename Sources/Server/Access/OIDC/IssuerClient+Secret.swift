import BasinCore
import BasinWire
import Foundation

extension IssuerClient {
    /// RFC 6749, section 2.3.1: both are form-encoded first, so that a colon in them parts nothing.
    static func basic(_ clientID: String, _ secret: ClientSecret) -> String {
        let pair = PercentCoding.encode(clientID) + ":" + PercentCoding.encode(secret.text)
        return "Basic " + Data(pair.utf8).base64EncodedString()
    }
}
