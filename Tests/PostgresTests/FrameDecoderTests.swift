import BasinPostgres
import NIOCore
import Testing

@Suite struct FrameDecoderTests {
    @Test("messages are cut out of bytes however they arrive")
    func pieces() throws {
        var all = Bytes.startup(196_608, ["user", "ada", ""])
        all.writeImmutableBuffer(Bytes.message("p", Bytes.body(["secret"])))
        all.writeImmutableBuffer(Bytes.message("S", ByteBuffer()))
        for step in 1...all.readableBytes {
            var (decoder, buffer, found) = (FrameDecoder(), ByteBuffer(), [Frame]())
            var rest = all
            while let piece = rest.readSlice(length: min(step, rest.readableBytes)), piece.readableBytes > 0 {
                buffer.writeImmutableBuffer(piece)
                while let frame = try decoder.decode(buffer: &buffer) { found.append(frame) }
            }
            #expect(found.count == 3)
            #expect(found.last == .message(type: UInt8(ascii: "S"), body: ByteBuffer()))
            #expect(buffer.readableBytes == 0)
        }
    }

    @Test(
        "a length that is impossible or too large is refused before anything is kept",
        arguments: [Int32.min, -1, 0, 7, 10_001, .max])
    func startupLengths(_ length: Int32) {
        var decoder = FrameDecoder()
        var buffer = ByteBuffer(integer: length)
        #expect(throws: PostgresError.self) { try decoder.decode(buffer: &buffer) }
    }

    @Test("before somebody is known a message is as short as the first must be")
    func passwordLength() throws {
        var decoder = FrameDecoder()
        var buffer = Bytes.startup(196_608, [""])
        _ = try decoder.decode(buffer: &buffer)
        buffer.writeInteger(UInt8(ascii: "p"))
        buffer.writeInteger(Int32(10_001))
        #expect(throws: PostgresError.self) { try decoder.decode(buffer: &buffer) }
    }

    @Test("any bytes are a message, not yet one, or refused", arguments: UInt64(1)...20)
    func fuzz(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let good = [
            Bytes.startup(196_608, ["user", "a", ""]), Bytes.message("B", Bytes.bind),
            Bytes.message("Q", Bytes.body(["SELECT 1"])),
        ]
        for _ in 0..<500 {
            var decoder = FrameDecoder()
            var bytes = good.flatMap { Array($0.readableBytesView) }
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
            }
            var buffer = ByteBuffer(bytes: bytes)
            while let frame = try? decoder.decode(buffer: &buffer) {
                switch frame {
                case .startup(let body): _ = try? StartupRequest(body)
                case .message(let type, let body): _ = try? ClientMessage(type: type, body: body)
                }
            }
        }
    }
}
