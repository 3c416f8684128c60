import BasinCore

/// Which refused events are meant.
package struct QuarantineFilter: Sendable {
    /// `AppliedEventType.id`; 0 for events of types that are not known.
    package var typeID: UInt32
    package var code: RefusalCode?

    package init(typeID: UInt32, code: RefusalCode? = nil) {
        self.typeID = typeID
        self.code = code
    }

    /// - Throws: `.invalid` for a word that is no reason.
    package static func code(_ text: String?) throws -> RefusalCode? {
        guard let text else { return nil }
        if let code = RefusalCode(rawValue: text) { return code }
        let known = RefusalCode.allCases.map(\.rawValue).joined(separator: ", ")
        throw BasinError(.invalid, "\(text.prefix(40)) is no reason for which events are refused; give one of \(known).")
    }
}
