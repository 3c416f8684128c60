import BasinCore

extension FieldType {
    /// Whether every stored value of this type is one of the other without loss: the promotions of Iceberg.
    func widens(to wider: FieldType) -> Bool {
        switch (self, wider) {
        case (.int32, .int64), (.float, .double): true
        case (.decimal(let precision, let scale), .decimal(let widerPrecision, let widerScale)):
            widerPrecision > precision && widerScale == scale
        default: false
        }
    }
}
