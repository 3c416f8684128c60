/// Where a definition names something that another file must declare.
struct NamedReference {
    enum Kind { case term, tag(value: String), successor }

    let kind: Kind
    let name: String
    /// What is wrong when it is not declared.
    let problem: DefinitionProblem
}
