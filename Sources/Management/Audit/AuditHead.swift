import BasinCore

/// Names a record and everything before it. Kept elsewhere, it proves later that nothing was taken out.
package struct AuditHead: Sendable, Equatable {
    package var number: Int
    package var mac: [UInt8]

    package init(number: Int, mac: [UInt8]) {
        self.number = number
        self.mac = mac
    }

    /// `NUMBER:HEX`; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let number = Int(parts[0]), number > 0, let mac = AuditRecord.bytes(hex: Array(parts[1].utf8))
        else { return nil }
        self.init(number: number, mac: mac)
    }

    package var description: String { "\(number):" + Hexadecimal.text(mac) }
}
