/// A type that a client's question casts to.
struct CatalogTypeName {
    private let name: String
    private let isArray: Bool

    /// - Parameter tokens: the whole name, which may be qualified and have brackets.
    init(_ tokens: ArraySlice<SQLToken>) {
        let (type, count) = Self.first(in: tokens)
        self = count == tokens.count ? type : CatalogTypeName(name: Self.written(tokens), isArray: false)
    }

    /// With its size, as `numeric(9, 2)`.
    private static func written(_ tokens: ArraySlice<SQLToken>) -> String { tokens.map(\.text).joined(separator: " ") }

    private init(name: String, isArray: Bool) {
        self.name = name
        self.isArray = isArray
    }

    /// The type that the tokens begin with, and how many they are; 0: none.
    static func first(in tokens: ArraySlice<SQLToken>) -> (CatalogTypeName, count: Int) {
        var rest = tokens
        if let first = rest.first?.name, ["pg_catalog", "information_schema"].contains(first),
            rest.dropFirst().first?.isSymbol(".") == true
        {
            rest = rest.dropFirst(2)
        }
        guard let name = rest.first?.name else { return (CatalogTypeName(name: "", isArray: false), 0) }
        rest = rest.dropFirst()
        var isArray = false
        while rest.first?.isSymbol("[") == true, rest.dropFirst().first?.isSymbol("]") == true {
            isArray = true
            rest = rest.dropFirst(2)
        }
        return (CatalogTypeName(name: name, isArray: isArray), tokens.count - rest.count)
    }

    /// The macro that does what PostgreSQL's cast does: from a name to a number, or from a number to a name. Functions
    /// have no numbers here.
    func function(ofText: Bool) -> String? {
        guard !isArray, ["regclass", "regnamespace", "regtype", "regrole", "regproc"].contains(name) else { return nil }
        return name + (ofText ? "_oid" : "_name")
    }

    var duckDBName: String {
        let own: [String: String] = [
            "oid": "BIGINT", "name": "VARCHAR", "char": "VARCHAR", "bpchar": "VARCHAR", "regprocedure": "VARCHAR",
            "regoper": "VARCHAR", "cstring": "VARCHAR", "xid": "BIGINT", "aclitem": "VARCHAR",
            "sql_identifier": "VARCHAR",
            "character_data": "VARCHAR", "yes_or_no": "VARCHAR", "cardinal_number": "INTEGER", "citext": "VARCHAR",
            "int2vector": "SMALLINT[]", "oidvector": "BIGINT[]", "anyarray": "VARCHAR[]", "regtype": "VARCHAR",
            "regclass": "VARCHAR",
        ]
        return (own[name] ?? name) + (isArray ? "[]" : "")
    }
}
