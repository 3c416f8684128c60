import BasinCore

/// What Basin does to a new type's events by itself, in sentences.
extension Planner {
    static func enrichments(of fields: [Field]) -> [String] {
        var sentences: [String] = []
        for enrichment in Enrichment.allCases {
            let columns = fields.filter { $0.derivation?.value.enrichment == enrichment }
            guard let origin = columns.first?.origin else { continue }
            let names = columns.map { "`\($0.name)`" }.joined(separator: ", ")
            sentences.append("\(names) \(columns.count == 1 ? "is" : "are") \(origin).")
        }
        for field in fields {
            if let reason = field.derivation?.declassified {
                let said = field.classification.rawValue
                sentences.append("Field `\(field.name)` is \(said) all the same: \(reason.sentence)")
            }
            if field.isTruncatedAddress {
                sentences.append("Of the addresses in field `\(field.name)` only the network is kept.")
            }
        }
        return sentences
    }
}

extension Field {
    /// `filled in from user_agent`; nil for what clients send.
    var origin: String? {
        guard let derivation else { return nil }
        let sources = derivation.sources.joined(separator: " and ")
        return "filled in from " + (sources.isEmpty ? "the times of the event" : sources)
    }
}

extension String {
    /// With a full stop at its end.
    var sentence: String { hasSuffix(".") ? self : self + "." }
}
