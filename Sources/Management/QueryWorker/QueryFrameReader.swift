import BasinCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads frames from a pipe, whether its reads wait or not.
package struct QueryFrameReader {
    package enum Step: Equatable {
        case frame(QueryFrame.Kind, [UInt8])
        /// No more for now, of a pipe whose reads do not wait.
        case later
        /// The other end is closed, between two frames.
        case end
    }

    private var kind: QueryFrame.Kind?
    private var buffer = [UInt8](repeating: 0, count: QueryFrame.headerBytes)
    private var filled = 0

    package init() {}

    /// - Throws: `.damaged` for what is no frame or ends within one; nothing after it can be read.
    package mutating func next(_ descriptor: Int32) throws -> Step {
        while true {
            if filled == buffer.count {
                if let kind {
                    let content = buffer
                    begin(nil, QueryFrame.headerBytes)
                    return .frame(kind, content)
                }
                try readHeader()
                continue
            }
            let got = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + filled, $0.count - filled) }
            if got > 0 {
                filled += got
            } else if got == 0 {
                guard kind == nil, filled == 0 else { throw BasinError(.damaged, "A message of a query ends in its middle.") }
                return .end
            } else if errno == EAGAIN {
                return .later
            } else if errno != EINTR {
                throw BasinError(.damaged, "A message of a query cannot be read: \(String(cString: strerror(errno))).")
            }
        }
    }

    private mutating func readHeader() throws {
        let length = buffer[1...].reduce(0) { $0 << 8 | Int($1) }
        guard let next = QueryFrame.Kind(rawValue: buffer[0]), length <= QueryFrame.limit(of: next) else {
            throw BasinError(.damaged, "A message of a query is of no kind that there is, or claims to have \(length) bytes.")
        }
        begin(next, length)
    }

    private mutating func begin(_ next: QueryFrame.Kind?, _ length: Int) {
        kind = next
        buffer = [UInt8](repeating: 0, count: length)
        filled = 0
    }
}
