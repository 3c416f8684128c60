/// So many events in a time: `1000/s`, `50/min`, `200000/h`.
package struct Rate: Sendable, Hashable, Codable, CustomStringConvertible {
    package enum Window: String, Sendable, Codable, CaseIterable {
        case second = "s"
        case minute = "min"
        case hour = "h"

        package var seconds: Int {
            switch self {
            case .second: 1
            case .minute: 60
            case .hour: 3600
            }
        }
    }

    /// 1 or more.
    package var events: Int
    package var window: Window

    package init(events: Int, window: Window) {
        self.events = events
        self.window = window
    }

    /// Nil when the text is no rate.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let events = EventLimits.count(parts[0]), let window = Window(rawValue: String(parts[1]))
        else { return nil }
        self.init(events: events, window: window)
    }

    package var description: String { "\(events)/\(window.rawValue)" }
    package static let rule = "write it like 1000/s, 50/min or 200000/h"
}
