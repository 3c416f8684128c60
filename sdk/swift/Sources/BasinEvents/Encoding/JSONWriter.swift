import Foundation

/// Writes what encoders hand it, in their order, straight into JSON.
///
/// Codable has no call for the end of a container. A container therefore ends when something is written to one that is
/// around it. What is written to a container that ended cannot be put there any more and fails the event.
final class JSONWriter {
    private struct Level {
        var isObject: Bool
        var isEmpty = true
        /// Tells a container from a later one at the same depth.
        var serial: Int
    }

    var text = JSONText()
    /// Keys of the outermost object that are written by somebody else.
    var reservedKeys: [String] = []
    private var levels: [Level] = []
    private var serial = 0
    /// Of calls that cannot throw.
    var failure: EncodingError?

    /// Containers that are open.
    var depth: Int { levels.count }

    func reset() {
        text.reset()
        levels.removeAll(keepingCapacity: true)
        failure = nil
    }

    /// Ends every container inside of the one at `depth`; 0 ends all.
    func close(to depth: Int) {
        while levels.count > depth {
            let level = levels.removeLast()
            text.byte(level.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
        }
    }

    /// Opens a container whose place in the one around it was prepared, or goes on with the one that is open there.
    func open(object: Bool, at depth: Int, _ path: @autoclosure () -> [any CodingKey]) -> ContainerPlace {
        if levels.count > depth, levels[depth].isObject == object {
            close(to: depth + 1)
            return ContainerPlace(depth: depth + 1, serial: levels[depth].serial)
        }
        if levels.count != depth {
            fail("An event asked for an array and an object, or for a container and a value, in one place.", path())
        }
        serial += 1
        text.byte(object ? UInt8(ascii: "{") : UInt8(ascii: "["))
        levels.append(Level(isObject: object, serial: serial))
        return ContainerPlace(depth: levels.count, serial: serial)
    }

    /// Prepares the place for the next value of a container.
    func element(of place: ContainerPlace, _ path: @autoclosure () -> [any CodingKey]) throws {
        guard levels.count >= place.depth, levels[place.depth - 1].serial == place.serial else {
            throw error(Self.notInOrder, path())
        }
        close(to: place.depth)
        if levels[place.depth - 1].isEmpty {
            levels[place.depth - 1].isEmpty = false
        } else {
            text.byte(UInt8(ascii: ","))
        }
    }

    func member(_ key: String, of place: ContainerPlace, _ path: @autoclosure () -> [any CodingKey]) throws {
        try element(of: place, path())
        text.string(key)
        text.byte(UInt8(ascii: ":"))
    }

    /// Whether the key is left to the SDK.
    func isReserved(_ key: String, in place: ContainerPlace) -> Bool {
        place.depth == 1 && !reservedKeys.isEmpty && reservedKeys.contains(key)
    }

    static let notInOrder =
        "An event wrote to a container after it had gone on with another; write one after the other."

    func fail(_ message: String, _ path: [any CodingKey]) {
        if failure == nil { failure = error(message, path) }
    }

    func error(_ message: String, _ path: [any CodingKey]) -> EncodingError {
        .invalidValue(message, EncodingError.Context(codingPath: path, debugDescription: message))
    }
}
