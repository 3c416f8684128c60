import BasinCore
import BasinEngines
import Testing

@Suite struct PackedValuesTests {
    @Test("values come back as they went, in order, empty and null among them")
    func whole() throws {
        var values = PackedValues()
        values.append([1, 2, 3])
        values.appendNull()
        values.append([UInt8]())
        values.append([UInt8](repeating: 9, count: 70_000))
        let received = try PackedValues(received: values.bytes[...])
        #expect(received == values && received.count == 4)
        var found: [[UInt8]?] = []
        try received.forEach { found.append($0.map { Array($0) }) }
        #expect(found == [[1, 2, 3], nil, [], [UInt8](repeating: 9, count: 70_000)])
        #expect(try PackedValues(received: []).count == 0)
    }

    @Test("what ends elsewhere than it says is refused", arguments: [
        [0], [0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 2, 1], [255, 255, 255, 254, 1], [0, 0, 0, 1, 7, 0, 0], [255, 255, 255, 255, 0],
    ] as [[UInt8]])
    func torn(_ bytes: [UInt8]) { #expect(throws: BasinError.self) { try PackedValues(received: bytes[...]) } }
}
