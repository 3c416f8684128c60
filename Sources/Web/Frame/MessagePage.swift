/// A page that says one thing.
package enum MessagePage {
    package static func error(_ message: String, for visitor: Visitor? = nil) -> Page {
        Page("That did not work", for: visitor, body: "\(HTML.notice(.bad, HTML.prose(message)))<p><a href=\"/\">Home</a></p>")
    }
}
