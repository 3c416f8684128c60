import BasinCore

extension GuardedTable {
    init(_ type: AppliedEventType) {
        self.init(
            id: type.id, name: type.name, owner: type.definition.owner, access: type.definition.access,
            columns: type.schema.fields.map { field in
                Column(
                    name: field.name, classification: field.classification,
                    isSealed: field.classification.isSealed && !field.isPseudonym, purposes: Set(field.purposes))
            })
    }

    init(_ dataset: AppliedDataset) {
        self.init(
            id: dataset.id, name: dataset.name, owner: dataset.definition.owner, access: dataset.definition.access,
            columns: dataset.columns.map { column in
                Column(
                    name: column.name, classification: column.classification, isSealed: column.isSealed,
                    purposes: column.isSealed ? nil : [])
            })
    }
}
