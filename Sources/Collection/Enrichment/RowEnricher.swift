import BasinCore

/// Fills in what clients do not send, between deduplication and the file: no value here can make a row fail, and what
/// cannot be told is null.
///
/// One owner at a time. Types that declare nothing cost nothing.
final class RowEnricher {
    private let geo: GeoDatabase?
    private let userAgents = UserAgentCache()

    init(geo: GeoDatabase?) { self.geo = geo }

    /// The rows with their new values, of which `isNovel` says so; nil when the type has none to fill in.
    /// - Throws: `.damaged` for a row that does not fit its schema.
    func enrich(_ rows: [EncodedRow], where isNovel: [Bool], schema: EventSchema) throws -> EnrichedRows? {
        guard let plan = EnrichmentPlan(schema) else { return nil }
        var writer = RowWriter(capacity: 1 << 16)
        var places = [Range<Int>](repeating: 0..<0, count: rows.count)
        var sources = [UnsafeRawBufferPointer?](repeating: nil, count: plan.sources.count)
        do {
            for index in rows.indices where isNovel[index] {
                let row = rows[index]
                try Self.find(plan, in: row, into: &sources)
                let start = writer.count
                writer.append(row.fields.assumingMemoryBound(to: UInt8.self), count: row.end - row.fields)
                fill(plan, row, sources, start, &writer)
                places[index] = start..<writer.count
            }
        } catch {
            writer.deallocate()
            throw error
        }
        return EnrichedRows(rows, memory: writer, places: places)
    }

    /// The text of each source field; nil where the row has none.
    private static func find(
        _ plan: EnrichmentPlan, in row: EncodedRow, into sources: inout [UnsafeRawBufferPointer?]
    ) throws {
        var cursor = FieldCursor(position: row.fields, end: row.end)
        let present = try cursor.take((plan.fieldCount + 7) / 8)
        var next = 0
        for number in plan.types.indices {
            let isSource = plan.sources[next] == number
            if FieldCursor.isPresent(present, number) {
                if isSource { sources[next] = try cursor.takeBytes() } else { try cursor.skip(plan.types[number]) }
            } else if isSource {
                sources[next] = nil
            }
            if isSource { next += 1 }
        }
    }

    private func fill(
        _ plan: EnrichmentPlan, _ row: EncodedRow, _ sources: [UnsafeRawBufferPointer?], _ bitmap: Int,
        _ writer: inout RowWriter
    ) {
        // Each is worked out at most once a row, by the first of its columns.
        var agent: ParsedUserAgent??
        var campaign: CampaignParameters??
        var place: GeoDatabase.Place??
        for output in plan.outputs {
            let source = output.sources.first.flatMap { sources[$0] }
            let isThere: Bool
            switch output.value.enrichment {
            case .userAgent:
                if agent == nil { agent = .some(source.flatMap { $0.isEmpty ? nil : userAgents.parsed($0) }) }
                isThere = Self.append(output.value, of: agent ?? nil, to: &writer)
            case .referrer:
                let page = output.sources.count > 1 ? sources[output.sources[1]] : nil
                isThere = Referrer.append(output.value, from: source, page: page, to: &writer)
            case .campaign:
                if campaign == nil { campaign = .some(source.map { CampaignParameters(PageURL($0)) }) }
                isThere = (campaign ?? nil)?.append(output.value, to: &writer) ?? false
            case .geo:
                if place == nil { place = .some(source.flatMap { geo?.place(of: $0) }) }
                isThere = (place ?? nil)?.append(output.value, to: &writer) ?? false
            case .clockSkew: isThere = Self.appendCorrectedTime(row, to: &writer)
            case .address: isThere = false
            }
            if isThere { writer.set(bit: output.field, at: bitmap) }
        }
    }

    private static func append(
        _ value: DerivedValue, of agent: ParsedUserAgent?, to writer: inout RowWriter
    ) -> Bool {
        guard let agent else { return false }
        switch value {
        case .userAgentFamily: return append(agent.family, to: &writer)
        case .userAgentMajor: return append(agent.major, to: &writer)
        case .userAgentSystem: return append(agent.system, to: &writer)
        case .userAgentDevice: return append(agent.device, to: &writer)
        case .userAgentIsBot:
            writer.append(agent.isBot ? 1 : 0 as UInt8)
            return true
        default: return false
        }
    }

    private static func append(_ text: [UInt8]?, to writer: inout RowWriter) -> Bool {
        guard let text else { return false }
        writer.append(UInt32(truncatingIfNeeded: text.count))
        text.withUnsafeBufferPointer { writer.append($0) }
        return true
    }

    private static func appendCorrectedTime(_ row: EncodedRow, to writer: inout RowWriter) -> Bool {
        guard row.eventTime != RowFormat.absent, row.sentTime != RowFormat.absent else { return false }
        writer.append(
            CorrectedTime.microseconds(received: row.received.microseconds, sent: row.sentTime, event: row.eventTime))
        return true
    }
}
