import BasinCore
import BasinEngines
import BasinManagement
import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What is no message, from either side.
@Suite(.timeLimit(.minutes(2)))
struct QueryWorkerProtocolTests {
    /// `ready`, with this program's version.
    private static let ready = frame(.ready, Array(BasinVersion.current.utf8))

    private static func frame(_ kind: QueryFrame.Kind, _ content: [UInt8]) -> [UInt8] {
        [kind.rawValue] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: content.count >> $0) } + content
    }

    /// A shell that writes some bytes, waits for an order, does `then` and waits for the end of its input, or ends.
    private static func shell(_ first: [UInt8], then: String, waits: Bool = true) -> ChildStart {
        let script = "\(print(first)); head -c 1 > /dev/null; \(then)\(waits ? "; cat > /dev/null" : "")"
        return ChildStart(path: "/bin/sh", arguments: ["-c", script], environment: ["PATH": "/usr/bin:/bin"], folder: "/")
    }

    private static func print(_ bytes: [UInt8]) -> String {
        "printf '%b' '" + bytes.map { "\\0" + String($0, radix: 8) }.joined() + "'"
    }

    @Test("What a worker writes that is no result is refused, and the worker ended", arguments: [
        [200, 0, 0, 0, 1, 1], [17, 255, 255, 255, 255], [1, 0, 0, 0, 2, 123, 125],
        [18, 0, 0, 0, 2, 91, 93], [19, 0, 0, 0, 2, 0, 0], [19, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0, 9], [20, 0, 0, 0, 2, 123, 125], [21, 0, 0, 0, 1, 65],
        [16, 0, 0, 0, 1, 65],
    ] as [[UInt8]])
    func garbage(_ bytes: [UInt8]) throws {
        let probe = try QueryProbe()
        QueryProbe.withPool(launch: { Self.shell(Self.ready, then: Self.print(bytes)) }) { pool in
            let error = #expect(throws: BasinError.self) { try pool.text(probe.order("SELECT 1")) }
            #expect(error?.code == .system && error?.message.contains("no result") == true, "\(String(describing: error))")
            #expect(pool.processes.isEmpty)
        }
    }

    @Test("A piece of a file that is longer than any is refused")
    func longPiece() throws {
        let probe = try QueryProbe()
        let then = Self.print([17, 0, 4, 0, 1]) + "; head -c 262145 /dev/zero"
        QueryProbe.withPool(launch: { Self.shell(Self.ready, then: then) }) { pool in
            let error = #expect(throws: BasinError.self) { try pool.text(probe.order("SELECT 1")) }
            #expect(error?.message.contains("no result") == true, "\(String(describing: error))")
        }
    }

    @Test("A frame that is torn is an end", arguments: [[], [17], [17, 0, 0, 0, 9, 65], [20, 0, 0, 0, 4, 123]] as [[UInt8]])
    func torn(_ bytes: [UInt8]) throws {
        let probe = try QueryProbe()
        QueryProbe.withPool(launch: { Self.shell(Self.ready, then: Self.print(bytes), waits: false) }) { pool in
            let error = #expect(throws: BasinError.self) { try pool.text(probe.order("SELECT 1")) }
            #expect(error?.code == .query && error?.message.contains("worker process") == true, "\(String(describing: error))")
        }
    }

    @Test("A worker that does not begin as one of ours is none", arguments: [
        (frame(.ready, Array("0.0.0".utf8)), "restart"), (frame(.bytes, [65]), "at its start"), (Array("hello, world\n".utf8), "at its start"),
        ([], "not ready"),
    ] as [([UInt8], String)])
    func start(_ bytes: [UInt8], _ words: String) throws {
        let probe = try QueryProbe()
        let settings = QueryWorkerSettings(startTime: .milliseconds(500))
        QueryProbe.withPool(settings: settings, launch: { Self.shell(bytes, then: ":") }) { pool in
            let error = #expect(throws: BasinError.self) { try pool.text(probe.order("SELECT 1")) }
            #expect(error?.message.contains(words) == true, "\(String(describing: error))")
            #expect(pool.processes.isEmpty)
        }
    }

    @Test("A program that cannot be started is an error")
    func missing() throws {
        let probe = try QueryProbe()
        QueryProbe.withPool(launch: { ChildStart(path: "/nowhere/basin", arguments: [], environment: [:]) }) { pool in
            let error = #expect(throws: BasinError.self) { try pool.text(probe.order("SELECT 1")) }
            #expect(error?.code == .system)
        }
    }

    @Test("A worker ends with the process that feeds it, in the middle of a query, too", arguments: [true, false])
    func endOfInput(_ hasOrder: Bool) async throws {
        let probe = try QueryProbe()
        var order: [UInt8] = []
        if hasOrder { order = Self.frame(.order, Array(try JSONEncoder().encode(probe.order(QueryProbe.uninterruptible)))) }
        let end = try await Self.end(after: order, isToCompute: hasOrder)
        #expect(end == .exit(0))
    }

    @Test("What is no message ends the worker", arguments: [
        Array("GET / HTTP/1.1\r\n".utf8), [1, 255, 255, 255, 255], [1, 0, 0, 0, 2, 91, 93], [2, 0, 0, 0, 1, 0], [17, 0, 0, 0, 1, 65],
        [3, 0, 0, 0, 5, 0, 0, 0, 1, 0], [3, 0, 0, 0, 2, 0, 0],
    ] as [[UInt8]])
    func noMessage(_ bytes: [UInt8]) async throws {
        let end = try await Self.end(after: bytes)
        #expect(end == .exit(87))
    }

    /// How a worker ends that reads these bytes and then the end of its input.
    /// - Parameter isToCompute: the input ends once it is at its order: a start alone takes less of a processor.
    private static func end(after bytes: [UInt8], isToCompute: Bool = false) async throws -> ChildEnd? {
        let requests = Pipe()
        let replies = Pipe()
        let worker = try QueryProbe.start().start(
            input: requests.fileHandleForReading.fileDescriptor, output: replies.fileHandleForWriting.fileDescriptor, errors: 2)
        try requests.fileHandleForReading.close()
        try replies.fileHandleForWriting.close()
        try requests.fileHandleForWriting.write(contentsOf: Data(bytes))
        if isToCompute { _ = await QueryProbe.eventually { (ProcessorTime.of(worker) ?? .max) > 700_000 } }
        try requests.fileHandleForWriting.close()
        var end: ChildEnd?
        _ = await QueryProbe.eventually {
            end = ChildEnd.poll(worker)
            return end != nil
        }
        if end == nil { kill(worker, SIGKILL) }
        return end
    }

    @Test("Frames are read whole from a pipe, however they come")
    func reader() throws {
        let pipe = try ChildStart.pipe()
        defer { close(pipe.read) }
        _ = fcntl(pipe.read, F_SETFL, O_NONBLOCK)
        var reader = QueryFrameReader()
        #expect(try reader.next(pipe.read) == .later)
        for byte in Self.frame(.bytes, [65, 66]) {
            #expect(try reader.next(pipe.read) == .later)
            #expect(write(pipe.write, [byte], 1) == 1)
        }
        let two = Self.frame(.cancel, []) + Self.frame(.done, [67])
        #expect(write(pipe.write, two, two.count) == two.count)
        #expect(try reader.next(pipe.read) == .frame(.bytes, [65, 66]))
        #expect(try reader.next(pipe.read) == .frame(.cancel, []))
        #expect(try reader.next(pipe.read) == .frame(.done, [67]))
        #expect(write(pipe.write, [17, 0], 2) == 2)
        #expect(try reader.next(pipe.read) == .later)
        close(pipe.write)
        #expect(throws: BasinError.self) { try reader.next(pipe.read) }
    }
}
