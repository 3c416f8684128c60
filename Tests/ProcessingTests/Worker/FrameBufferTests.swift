import BasinCore
import BasinProcessing
import Testing

struct FrameBufferTests {
    @Test("Frames come out whole however the bytes come in", arguments: [1, 2, 3, 7, 1000])
    func pieces(_ size: Int) throws {
        let contents = [[1], [UInt8](repeating: 2, count: 300), [3, 4, 5]] as [[UInt8]]
        let bytes = contents.flatMap { FrameBuffer.frame($0) ?? [] }
        var buffer = FrameBuffer()
        var found: [[UInt8]] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            buffer.append(bytes[start..<min(bytes.count, start + size)])
            while let frame = try buffer.next() { found.append(frame) }
        }
        #expect(found == contents)
    }

    @Test(
        "A length that cannot be is an error",
        arguments: [[0, 0, 0, 0], [255, 255, 255, 255], Array("GET ".utf8)] as [[UInt8]])
    func broken(_ bytes: [UInt8]) {
        var buffer = FrameBuffer()
        buffer.append(bytes[...])
        #expect(throws: BasinError.self) { try buffer.next() }
    }

    @Test("Nothing and too much are no frames")
    func bounds() {
        #expect(FrameBuffer.frame([]) == nil)
        #expect(FrameBuffer.frame([UInt8](repeating: 0, count: FrameBuffer.maximumBytes + 1)) == nil)
    }
}
