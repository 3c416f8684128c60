import BasinPostgres
import NIOCore
import Testing

@Suite struct ClientMessageTests {
    @Test("the first message says what the connection is for")
    func startup() throws {
        func request(_ buffer: ByteBuffer) throws -> StartupRequest {
            try StartupRequest(try #require(buffer.getSlice(at: 4, length: buffer.readableBytes - 4)))
        }
        #expect(try request(Bytes.startup(80_877_103)) == .encryption)
        #expect(try request(Bytes.startup(80_877_104)) == .gssEncryption)
        #expect(
            try request(Bytes.startup(196_610, ["user", "ada", "database", "basin", ""]))
                == .session(minor: 2, parameters: ["user": "ada", "database": "basin"]))
        var cancel = ByteBuffer(integer: UInt32(80_877_102))
        cancel.writeInteger(Int32(9))
        cancel.writeBytes([1, 2, 3, 4])
        #expect(try StartupRequest(cancel) == .cancel(process: 9, secret: [1, 2, 3, 4]))
        #expect(throws: PostgresError.self) { try request(Bytes.startup(131_072, ["user", "ada", ""])) }
    }

    @Test("values and formats are bound as they were sent")
    func bind() throws {
        let message = try ClientMessage(type: UInt8(ascii: "B"), body: Bytes.bind)
        #expect(
            message
                == .bind(
                    Binding(
                        portal: "p", statement: "s", values: [[0, 0, 0, 7], nil], areBinary: [true, false],
                        resultsAreBinary: [true])))
    }

    @Test(
        "a message that says more or less than it holds is refused",
        arguments: [
            ("Q", Bytes.body([[83, 69] as [UInt8]])), ("Q", Bytes.body(["SELECT 1", UInt8(7)])),
            ("P", Bytes.body(["", "SELECT 1", Int16(-1)])), ("B", Bytes.body(["", "", Int16(0), Int16(-1)])),
            ("B", Bytes.body(["", "", Int16(0), Int16(1), Int32(100), UInt8(1)])),
            ("B", Bytes.body(["", "", Int16(0), Int16(1), Int32(-2), Int16(0)])),
            ("B", Bytes.body(["", "", Int16(1), Int16(2), Int16(0), Int16(0)])), ("D", Bytes.body([UInt8(88), ""])),
            ("E", Bytes.body([""])), ("z", ByteBuffer()), ("Q", Bytes.body([[0xFF, 0xFE, 0] as [UInt8]])),
        ])
    func hostile(_ type: String, _ body: ByteBuffer) {
        #expect(throws: PostgresError.self) { try ClientMessage(type: type.utf8.first ?? 0, body: body) }
    }
}
