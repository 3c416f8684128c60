import BasinCore

/// The campaign of a page's address: of each parameter the first that says something.
struct CampaignParameters {
    private var values: [UnsafeRawBufferPointer?] = [nil, nil, nil, nil, nil]
    private static let names = Enrichment.campaign.values
    private static let keys = names.map { Array($0.rawValue.utf8) }
    private static let prefix = Array("utm_".utf8)

    init(_ url: PageURL) {
        var found = 0
        url.forEachParameter { name, value in
            guard name.count > 4, !value.isEmpty, name.prefix(4).elementsEqual(Self.prefix) else { return true }
            for (number, key) in Self.keys.enumerated() where values[number] == nil && name.elementsEqual(key) {
                values[number] = value
                found += 1
            }
            return found < Self.keys.count
        }
    }

    func append(_ value: DerivedValue, to writer: inout RowWriter) -> Bool {
        guard let number = Self.names.firstIndex(of: value), let text = values[number] else { return false }
        return FormText.append(text, to: &writer)
    }
}
