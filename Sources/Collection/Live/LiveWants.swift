/// What any of some readers wants, so that the rest is not kept for a moment.
struct LiveWants: Sendable {
    private var all: Set<IntakeBatch.Section.Kind> = []
    private var typeIDs: [IntakeBatch.Section.Kind: Set<UInt32>] = [:]

    init(_ requests: [LiveRequest] = []) {
        for request in requests {
            for kind in [IntakeBatch.Section.Kind.events, .quarantine] where request.wants(kind) {
                if let ids = request.typeIDs { typeIDs[kind, default: []].formUnion(ids) } else { all.insert(kind) }
            }
        }
    }

    func contains(_ typeID: UInt32, _ kind: IntakeBatch.Section.Kind) -> Bool {
        all.contains(kind) || typeIDs[kind]?.contains(typeID) == true
    }
}
