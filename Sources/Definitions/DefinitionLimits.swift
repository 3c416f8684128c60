/// How much a project may hold. Files come from anybody who may apply, so every size has an end.
package enum DefinitionLimits {
    package static let fileBytes = 256 << 10
    package static let files = 20_000
    package static let totalBytes = 64 << 20
    /// Names in one folder that are looked at, whatever they are.
    static let folderEntries = 100_000
    /// Levels of lists and structs in one field.
    package static let nesting = 8
    /// Fields in one event type, nested ones included.
    package static let fields = 1_000
    /// Levels of YAML; what a type of the deepest nesting needs, twice over.
    static let documentDepth = 64
    static let textCharacters = 10_000
    static let deprecationCharacters = 500
    static let purposes = 100
    static let pathBytes = 500
    /// More are counted, not listed.
    static let problems = 1_000
    static let retentionDays = 36_500
    package static let decimalPrecision = 38
    package static let sqlBytes = 128 << 10
    /// Checks of one dataset.
    package static let checks = 200
    static let inputs = 200
    static let acceptedValues = 1_000
    static let arguments = 200
    static let queryParameters = 100
    static let lookbackDays = 3_660
    static let cronCharacters = 200
    /// Keys, names and event types of one source, and how long each may be.
    static let sourceNames = 1_000
    static let sourceNameBytes = 512
    /// One JSON Schema that is imported.
    package static let schemaBytes = 1 << 20
    static let schemaDepth = 128
    /// Parts of a JSON Schema that are looked at, each as often as it is referred to.
    static let schemaParts = 50_000
    /// References and combinations inside each other.
    static let schemaLevels = 100
    /// Cycles that are told; those that hang on them are found when these are gone.
    static let cycles = 20
}
