package import BasinCore
package import BasinEngines

extension EventSchema {
    /// Its columns as people see them.
    package var queryColumns: [QueryColumn] {
        let byID = Dictionary(uniqueKeysWithValues: fields.map { ($0.id, $0) })
        return columns.map { column in
            QueryColumn(
                name: column.name, type: column.type, id: column.id,
                isSealed: byID[column.id].map { $0.classification.isSealed && !$0.isSubject } ?? false)
        }
    }
}
