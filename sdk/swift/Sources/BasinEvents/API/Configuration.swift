public import Foundation

extension Basin {
    /// How one `Basin` works.
    public struct Configuration: Sendable {
        /// Events go to `{server}/events`.
        public var server: URL
        /// Made with `basin key create NAME`. It may only send events; it is no secret of the server's.
        public var writeKey: String
        /// A folder of this `Basin` alone, made when it is missing. Not shared with another process, not copied to
        /// another device: it holds the installation's id and its numbering.
        public var folder: URL
        /// The beginning of the CloudEvents `source`, such as `app/ios`. The SDK adds a random part, so that each
        /// installation numbers its own events. At most 900 bytes.
        public var source: String
        public var identity = Identity.anonymous
        public var consent = Consent.granted
        public var appVersion: String?
        /// `ios`, `macos`, `linux` …
        public var platform = Configuration.currentPlatform
        /// A session ends after so long without an event.
        public var sessionIdle = Duration.seconds(30 * 60)
        /// How long an event may wait for company before it is sent.
        public var flushInterval = Duration.seconds(10)
        /// Events that may wait in memory for the thread that writes them; more are given up, the newest first.
        public var memoryEvents = 10_000
        /// Bytes of the queue on disk; beyond, the oldest events are given up. At least 64 KiB.
        public var diskBytes = 64 << 20
        /// Most events of one request; at least 1, at most 10,000.
        public var batchEvents = 500
        /// Most bytes of one request before compression, unless a single event is larger.
        public var batchBytes = 512 << 10
        /// One event's `data` may have so many bytes as JSON; larger ones are given up.
        public var eventBytes = 250 << 10
        /// No answer for so long is a failure.
        public var requestTimeout = Duration.seconds(60)
        public var retry = RetryPolicy()
        /// A file of the queue is closed at this size, or at an eighth of `diskBytes`.
        package var segmentBytes = 1 << 20
        /// Called for every problem, one at a time, on a queue of the SDK's: return soon, and hold no lock in which
        /// this `Basin` is called.
        public var onProblem: @Sendable (Problem) -> Void = { _ in }

        public init(server: URL, writeKey: String, folder: URL, source: String) {
            self.server = server
            self.writeKey = writeKey
            self.folder = folder
            self.source = source
        }

        public static var currentPlatform: String {
            #if os(iOS)
                "ios"
            #elseif os(macOS)
                "macos"
            #elseif os(tvOS)
                "tvos"
            #elseif os(watchOS)
                "watchos"
            #elseif os(visionOS)
                "visionos"
            #elseif os(Android)
                "android"
            #else
                "linux"
            #endif
        }
    }
}
