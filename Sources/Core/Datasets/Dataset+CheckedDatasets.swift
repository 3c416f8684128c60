extension Dataset {
    /// The other datasets that its checks look into; what fails is shown with rows of them.
    /// - Parameter reads: the names that SQL reads.
    package func datasetsInChecks(_ reads: (String) -> Set<String>) -> Set<String> {
        checks.reduce(into: []) { names, check in
            switch check.rule {
            case .foreignKey(_, let other, _): names.insert(other)
            case .sql(let sql): names.formUnion(reads(sql))
            default: break
            }
        }
    }
}
