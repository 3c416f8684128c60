import BasinEngines

extension QueryRunner {
    /// What is wrong with an argument's type or value, as the end of a sentence; nil when nothing is. Blocks for
    /// milliseconds when there is a value.
    package static func problem(ofType type: String, value: String?) -> String? {
        ArgumentCheck.problem(ofType: type, value: value)
    }
}
