import BasinCore
import Foundation
import Testing

struct Base64URLTests {
    @Test("base64url gives back what it was given, and takes no other text for the same bytes", arguments: 0..<70)
    func both(_ count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 &+ count) }
        let text = Base64URL.encode(bytes)
        #expect(Base64URL.decode(text) == bytes)
        #expect(Base64URL.decode(Array(text.utf8)[...]) == bytes)
        let standard = Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        #expect(text == standard)
        for other in [text + "=", text + "\n", " " + text, text + "A"] where Base64URL.decode(other) != nil {
            #expect(Base64URL.decode(other) != bytes)
        }
    }
}
