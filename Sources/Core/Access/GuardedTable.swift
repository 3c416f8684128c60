/// What decides who may read a dataset: its owner, what its definition says, and what its columns hold.
package struct GuardedTable: Sendable, Equatable {
    package struct Column: Sendable, Equatable {
        package var name: String
        package var classification: Classification
        /// Its values are sealed: they can be opened, and are masked for everybody else.
        package var isSealed: Bool
        /// What the field opens for whose values it holds; none: for any purpose. Nil where it may hold values of several
        /// fields, as SQL copied them: then each value is asked where it is from.
        package var purposes: Set<String>?

        package init(name: String, classification: Classification, isSealed: Bool, purposes: Set<String>? = []) {
            self.name = name
            self.classification = classification
            self.isSealed = isSealed
            self.purposes = purposes
        }
    }

    package var id: UInt32
    package var name: String
    package var owner: String
    package var access: DataAccess
    package var columns: [Column]

    package init(id: UInt32, name: String, owner: String, access: DataAccess, columns: [Column]) {
        self.id = id
        self.name = name
        self.owner = owner
        self.access = access
        self.columns = columns
    }

    /// What somebody may read of it now; nil: nothing.
    ///
    /// Whoever administers reads every row, since accounts and grants are theirs to make; values stay masked without a
    /// grant, so that opening one leaves a name, a purpose and an end.
    /// - Parameters:
    ///   - grants: any; only those that are good and for them count.
    ///   - purpose: what values are to be opened for; nil opens none, whatever was granted, so that nobody does by accident.
    package func reading(
        of principal: Principal, _ grants: some Sequence<Grant>, for purpose: String? = nil, at now: Timestamp
    ) -> Reading? {
        let good = grants.filter { $0.isGood(at: now) && $0.isFor(principal) && ($0.datasetID ?? id) == id }
        let isGranted = good.contains { $0.datasetID == id }
        let isOwn = principal.teams.contains(owner) || principal.may(.administer)
        guard !access.isRestricted || isOwn || isGranted else { return nil }
        let opens = good.filter { $0.purpose == purpose }.map(\.classification).max() ?? .none
        let opened = columns.filter { column in
            guard column.isSealed, opens.isSealed else { return false }
            // What a derived column is classified as does not say what its values were sealed as.
            guard let purposes = column.purposes, let purpose else { return true }
            return Self.opens(column.classification, purposes, opens, purpose)
        }
        let isWhole = isOwn || access.rows.isEmpty
        let conditions = access.rows.filter { !principal.teams.isDisjoint(with: $0.teams) }.map(\.condition)
        return Reading(rows: isWhole ? .all : .some(conditions), opened: Set(opened.map(\.name)), opens: opens)
    }

    /// Whether a value that was sealed in a field opens.
    /// - Parameters:
    ///   - classification: of the field, with the purposes that it names.
    ///   - opens: the strictest classification that is granted for the purpose.
    package static func opens(
        _ classification: Classification, _ purposes: Set<String>, _ opens: Classification, _ purpose: String
    ) -> Bool {
        opens.isSealed && classification <= opens && (purposes.isEmpty || purposes.contains(purpose))
    }

    /// What somebody may read of a dataset.
    package struct Reading: Sendable, Equatable {
        package enum Rows: Sendable, Equatable {
            case all
            /// Those for which one of the conditions is true.
            case some([String])
        }

        package var rows: Rows
        /// Columns whose sealed values are shown, as far as each value's own field opens.
        package var opened: Set<String>
        /// The strictest classification that is granted for the purpose.
        package var opens: Classification

        package init(rows: Rows, opened: Set<String> = [], opens: Classification = .none) {
            self.rows = rows
            self.opened = opened
            self.opens = opens
        }

        package var isWhole: Bool { rows == .all }
    }
}
