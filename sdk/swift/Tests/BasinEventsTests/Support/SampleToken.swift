import Foundation

enum SampleToken {
    /// A JSON Web Token with these claims; its signature is made up.
    static func of(_ payload: String) -> String {
        let base64 = Data(payload.utf8).base64EncodedString().replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
        return "eyJhbGciOiJub25lIn0.\(base64).c2lnbmF0dXJl"
    }
}
