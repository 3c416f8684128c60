import BasinCollection
import BasinCore
import BasinEngines
import BasinKeys

/// The fields that values are sealed in, and what each opens for. A value says itself which field it is from, and cannot lie:
/// so wherever SQL copied it, that field's rules hold.
struct SealedOrigins {
    private struct Field {
        var classification: Classification
        var purposes: Set<String>
        /// Of every version, the newest first: values stay in the encoding of theirs.
        var types: [FieldType]
    }
    private var fields: [FieldOrigin: Field] = [:]

    init(_ types: [AppliedEventType]) {
        for type in types {
            for field in type.versions.reversed().flatMap(\.fields) where field.classification.isSealed {
                let origin = FieldOrigin(typeID: type.id, fieldID: UInt32(field.id))
                if fields[origin] == nil {
                    fields[origin] = Field(
                        classification: field.classification, purposes: Set(field.purposes), types: [field.type])
                } else if fields[origin]?.types.contains(field.type) == false {
                    fields[origin]?.types.append(field.type)
                }
            }
        }
    }

    /// Opens values as far as their fields open for the purpose; of others there is the mask.
    /// - Parameter opens: the strictest classification that is granted for it.
    func opener(_ opens: Classification, _ purpose: String, _ keys: KeyStore) -> ValueOpener.Open {
        let open = fields.filter { GuardedTable.opens($0.value.classification, $0.value.purposes, opens, purpose) }.mapValues(\.types)
        let mask = Array(Masking.text.utf8)
        return { values in
            let context = try SealingContext(keys)
            var texts = PackedValues()
            try values.forEach { sealed in
                let text = try sealed.flatMap { try $0.withUnsafeBytes { try Self.text($0, open, mask, context) } }
                if let text { texts.append(text) } else { texts.appendNull() }
            }
            return texts
        }
    }

    /// Nil where its key was destroyed.
    private static func text(
        _ sealed: UnsafeRawBufferPointer, _ open: [FieldOrigin: [FieldType]], _ mask: [UInt8], _ context: SealingContext
    ) throws -> [UInt8]? {
        guard let types = try open[SealedHeader(reading: sealed).origin] else { return mask }
        let value: [UInt8]
        do {
            value = try context.open(sealed)
        } catch let error as BasinError where error.code == .notFound {
            // Erased.
            return nil
        }
        // Read as two versions' types it would be two things, and which one it is cannot be told.
        let texts = Set(types.compactMap { OpenedValue.text(value, $0) })
        return texts.count == 1 ? texts.first : mask
    }
}
