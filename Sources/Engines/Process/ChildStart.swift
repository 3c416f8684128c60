import BasinCore
import CProcess

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program to be started in a process group of its own, with no descriptor of ours but the three given.
package struct ChildStart: Sendable {
    /// Absolute.
    package var path: String
    /// Without the program's own name.
    package var arguments: [String]
    package var environment: [String: String]
    /// The working directory; nil for ours.
    package var folder: String?
    /// The child is killed when the thread that starts it ends, so that thread must live as long as the child.
    package var diesWithThread = false

    package init(path: String, arguments: [String], environment: [String: String], folder: String? = nil) {
        self.path = path
        self.arguments = arguments
        self.environment = environment
        self.folder = folder
    }

    /// Returns the process id, which is also the group's.
    /// - Throws: `.system` with the reason when it cannot be executed.
    package func start(input: Int32, output: Int32, errors: Int32) throws -> Int32 {
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
        var settings: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") }
        let place = folder.flatMap { strdup($0) }
        words.append(nil)
        settings.append(nil)
        defer {
            for text in words + settings { free(text) }
            free(place)
        }
        let made = words.withUnsafeBufferPointer { words in
            settings.withUnsafeBufferPointer { settings in
                var child = basin_child(
                    path: words[0], arguments: words.baseAddress, environment: settings.baseAddress, folder: place,
                    input: input, output: output, errors: errors, dies_with_thread: diesWithThread ? 1 : 0)
                return basin_child_start(&child)
            }
        }
        guard made > 0 else {
            throw BasinError(.system, "\(path) cannot be started: \(String(cString: strerror(-made))).")
        }
        return made
    }

    /// A pipe of which no other program inherits an end.
    package static func pipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        let made = basin_pipe(&ends)
        guard made == 0 else {
            throw BasinError(.unavailable, "There is no pipe to be had: \(String(cString: strerror(errno))).")
        }
        return (ends[0], ends[1])
    }
}
