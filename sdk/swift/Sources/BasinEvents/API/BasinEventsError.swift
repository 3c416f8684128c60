/// What went wrong, for whoever integrates the SDK. `message` is a whole sentence: what, where, and what to do.
public struct BasinEventsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A stable word to branch on. Codes may be added; none is renamed.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public var rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The configuration cannot work. Change the program.
        public static let configuration = Code(rawValue: "configuration")
        /// Another process, or another `Basin` of this one, uses the folder. Give each a folder of its own.
        public static let folderInUse = Code(rawValue: "folder_in_use")
        /// The folder cannot be read or written. Trying again helps once the disk does.
        public static let storage = Code(rawValue: "storage")
        /// `close` was called. Make a new `Basin`.
        public static let closed = Code(rawValue: "closed")
    }

    public var code: Code
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "\(code.rawValue): \(message)" }
}
