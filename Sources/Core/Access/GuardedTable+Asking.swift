/// What is said to who gives, or asks for, what would be worth nothing.
extension GuardedTable {
    /// A grant that opens values is for a purpose that opens some of them now. Where SQL copied values, each is asked where
    /// it is from, so that nobody can say beforehand what opens.
    /// - Throws: `.invalid`, with the purposes that there are, where every field that the grant is for names others.
    package func requireUse(of purpose: String, opening classification: Classification) throws {
        guard classification.isSealed else { return }
        let reached = columns.filter { $0.isSealed && ($0.purposes == nil || $0.classification <= classification) }
        let named = reached.compactMap(\.purposes).filter { !$0.isEmpty && !$0.contains(purpose) }
        guard !reached.isEmpty, named.count == reached.count else { return }
        let known = Set(named.flatMap(\.self)).sorted().joined(separator: ", ")
        throw BasinError(
            .invalid,
            "No field of \(name) opens for the purpose \(purpose.prefix(63)), so such a grant would open nothing. Its fields name: "
                + "\(known.prefix(400)).")
    }
}
