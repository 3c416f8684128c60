/// A parameter in a route's query.
struct QueryParameter: Sendable {
    var name: String
    var description: String
    var isRequired = false
    var isRepeatable = false
    var type: ParameterType = .text()
}
