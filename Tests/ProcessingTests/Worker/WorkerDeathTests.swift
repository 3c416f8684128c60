import BasinCore
import BasinEngines
import BasinProcessing
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1)))
struct WorkerDeathTests {
    @Test("A worker ends with the process that feeds it, and its command with it", arguments: [true, false])
    func endOfInput(_ hasOrder: Bool) throws {
        let folder = try WorkFolder()
        let mark = folder.path + "/child"
        let requests = Pipe()
        let replies = Pipe()
        let worker = try Probe.launch("worker").start(
            input: requests.fileHandleForReading.fileDescriptor, output: replies.fileHandleForWriting.fileDescriptor,
            errors: 2)
        try requests.fileHandleForReading.close()
        try replies.fileHandleForWriting.close()
        var child: Int32?
        if hasOrder {
            let order = try folder.order(Probe.command("children", mark))
            let frame = try #require(FrameBuffer.frame(Array(try JSONEncoder().encode(WorkerRequest.order(order)))))
            try requests.fileHandleForWriting.write(contentsOf: Data(frame))
            #expect(
                Probe.eventually {
                    child = (try? String(contentsOfFile: mark + ".1", encoding: .utf8))
                        .flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
                    return child != nil
                })
        }
        try requests.fileHandleForWriting.close()
        var status: Int32 = 0
        #expect(Probe.eventually { waitpid(worker, &status, WNOHANG) == worker })
        #expect(ChildEnd(status: status) == .exit(0))
        if let child { #expect(Probe.eventually { !Probe.isAlive(child) }) }
    }

    @Test("What is no request ends the worker")
    func garbage() throws {
        let requests = Pipe()
        let replies = Pipe()
        let worker = try Probe.launch("worker").start(
            input: requests.fileHandleForReading.fileDescriptor, output: replies.fileHandleForWriting.fileDescriptor,
            errors: 2)
        try requests.fileHandleForWriting.write(contentsOf: Data("GET / HTTP/1.1\r\n".utf8))
        var status: Int32 = 0
        #expect(Probe.eventually { waitpid(worker, &status, WNOHANG) == worker })
        #expect(ChildEnd(status: status) == .exit(87))
    }
}
