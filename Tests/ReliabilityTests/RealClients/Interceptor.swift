import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Stands between one client and the server: notes every request, and interferes with those that it is told.
///
/// Blocking, with a thread a connection.
final class Interceptor: Sendable {
    enum Interference: Sendable {
        /// The server's whole answer is thrown away and the connection reset: what it acknowledged stays unknown.
        case loseAnswer
        /// The last byte of the request waits for `release`. No answer goes back.
        case hold
    }

    struct Exchange: Sendable {
        var status: Int?
        var retryAfter: Int?
        var began: ContinuousClock.Instant
        var answered: ContinuousClock.Instant?
    }

    private struct State {
        var server: Int?
        var exchanges: [Exchange] = []
        var isHolding = false
        var connections: Set<Int32> = []
    }

    let port: Int
    private let listener: Int32
    private let plan: [Int: Interference]
    private let state: Mutex<State>
    private let released = DispatchSemaphore(value: 0)

    /// `plan`: by the number of the request, from 1.
    init(server: Int, plan: [Int: Interference] = [:]) throws {
        self.plan = plan
        (listener, port) = try Self.bound()
        state = Mutex(State(server: server))
        try listen()
    }

    /// A socket with a port of its own. A port that was asked for by its number stays with a socket that stops
    /// listening, one that the system chose does not: so it is chosen first, and asked for then.
    private static func bound() throws -> (descriptor: Int32, port: Int) {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptors = (0..<2).map { _ in socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0) }
        defer { close(descriptors[0]) }
        var yes: Int32 = 1
        for descriptor in descriptors {
            setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
            let isBound = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
                }
            }
            guard isBound else { throw DrillFailure("no port to listen on: \(String(cString: strerror(errno)))") }
        }
        return (descriptors[1], Int(in_port_t(bigEndian: address.sin_port)))
    }

    deinit {
        disconnect()
        released.signal()
        close(listener)
    }

    var exchanges: [Exchange] { state.withLock { $0.exchanges } }
    var isHolding: Bool { state.withLock { $0.isHolding } }

    // MARK: The server

    /// Gives the last byte of the request that is held.
    func release() { released.signal() }

    /// The server is gone: connections end, and new ones are refused. The port stays ours.
    func disconnect() {
        shutdown(listener, Int32(SHUT_RD))
        state.withLock { state in
            state.server = nil
            state.isHolding = false
            for descriptor in state.connections { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    /// The server is back, on another port.
    func connect(to server: Int) throws {
        state.withLock { $0.server = server }
        try listen()
    }

    private func listen() throws {
        #if canImport(Glibc)
            let code = Glibc.listen(listener, 128)
        #else
            let code = Darwin.listen(listener, 128)
        #endif
        guard code == 0 else { throw DrillFailure("cannot listen: \(String(cString: strerror(errno)))") }
        let listener = listener
        Thread.detachNewThread { [weak self] in
            while true {
                // Ends with an error once nobody listens.
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { return }
                guard let self else {
                    close(descriptor)
                    return
                }
                Thread.detachNewThread { self.serve(descriptor) }
            }
        }
    }

    // MARK: One connection

    private func serve(_ descriptor: Int32) {
        let client = RawConnection(descriptor: descriptor)
        state.withLock { _ = $0.connections.insert(descriptor) }
        while let request = try? client.message(seconds: 120) {
            guard forward(request, from: client) else { break }
        }
        state.withLock { _ = $0.connections.remove(descriptor) }
        client.close()
    }

    /// Whether the connection goes on.
    private func forward(_ request: [UInt8], from client: RawConnection) -> Bool {
        let (number, port) = state.withLock { state in
            state.exchanges.append(Exchange(began: .now))
            return (state.exchanges.count, state.server)
        }
        guard let port, let server = try? RawConnection(port: port) else { return false }
        if case .hold = plan[number] {
            server.send(Array(request.dropLast()))
            state.withLock { $0.isHolding = true }
            released.wait()
            server.send(Array(request.suffix(1)))
            _ = try? server.waitForEnd(seconds: 20)
            return false
        }
        server.send(request)
        guard let bytes = try? server.message(seconds: 60), let answer = try? HTTPExchange.parse(bytes) else {
            return false
        }
        state.withLock {
            $0.exchanges[number - 1].status = answer.status
            $0.exchanges[number - 1].retryAfter = answer.headers["retry-after"].flatMap { Int($0) }
            $0.exchanges[number - 1].answered = .now
        }
        if case .loseAnswer = plan[number] {
            client.resetsOnClose()
            return false
        }
        return client.send(bytes) == bytes.count && answer.headers["connection"]?.lowercased() != "close"
    }
}
