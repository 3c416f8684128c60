/// The rows of `pg_type` for every type that a result or a parameter can have, from PostgreSQL 15.
enum CatalogTypes {
    /// One a line: number, name, size, kind, category, whether it is preferred in it, element, array, collation, and
    /// what `format_type` says.
    static let text = """
        16 bool 1 b B t 0 1000 0 boolean
        17 bytea -1 b U f 0 1001 0 bytea
        18 char 1 b Z f 0 1002 0 "char"
        19 name 64 b S f 18 1003 950 name
        20 int8 8 b N f 0 1016 0 bigint
        21 int2 2 b N f 0 1005 0 smallint
        22 int2vector -1 b A f 21 1006 0 int2vector
        23 int4 4 b N f 0 1007 0 integer
        24 regproc 4 b N f 0 1008 0 regproc
        25 text -1 b S t 0 1009 100 text
        26 oid 4 b N t 0 1028 0 oid
        28 xid 4 b U f 0 1011 0 xid
        30 oidvector -1 b A f 26 1013 0 oidvector
        114 json -1 b U f 0 199 0 json
        142 xml -1 b U f 0 143 0 xml
        199 _json -1 b A f 114 0 0 json[]
        600 point 16 b G f 701 1017 0 point
        700 float4 4 b N f 0 1021 0 real
        701 float8 8 b N t 0 1022 0 double precision
        705 unknown -2 p X f 0 0 0 unknown
        790 money 8 b N f 0 791 0 money
        869 inet -1 b I t 0 1041 0 inet
        1000 _bool -1 b A f 16 0 0 boolean[]
        1001 _bytea -1 b A f 17 0 0 bytea[]
        1002 _char -1 b A f 18 0 0 "char"[]
        1003 _name -1 b A f 19 0 950 name[]
        1005 _int2 -1 b A f 21 0 0 smallint[]
        1007 _int4 -1 b A f 23 0 0 integer[]
        1009 _text -1 b A f 25 0 100 text[]
        1014 _bpchar -1 b A f 1042 0 100 character[]
        1015 _varchar -1 b A f 1043 0 100 character varying[]
        1016 _int8 -1 b A f 20 0 0 bigint[]
        1021 _float4 -1 b A f 700 0 0 real[]
        1022 _float8 -1 b A f 701 0 0 double precision[]
        1028 _oid -1 b A f 26 0 0 oid[]
        1033 aclitem 12 b U f 0 1034 0 aclitem
        1042 bpchar -1 b S f 0 1014 100 character
        1043 varchar -1 b S f 0 1015 100 character varying
        1082 date 4 b D f 0 1182 0 date
        1083 time 8 b D f 0 1183 0 time without time zone
        1114 timestamp 8 b D f 0 1115 0 timestamp without time zone
        1115 _timestamp -1 b A f 1114 0 0 timestamp without time zone[]
        1182 _date -1 b A f 1082 0 0 date[]
        1183 _time -1 b A f 1083 0 0 time without time zone[]
        1184 timestamptz 8 b D t 0 1185 0 timestamp with time zone
        1185 _timestamptz -1 b A f 1184 0 0 timestamp with time zone[]
        1186 interval 16 b T t 0 1187 0 interval
        1187 _interval -1 b A f 1186 0 0 interval[]
        1231 _numeric -1 b A f 1700 0 0 numeric[]
        1266 timetz 12 b D f 0 1270 0 time with time zone
        1270 _timetz -1 b A f 1266 0 0 time with time zone[]
        1560 bit -1 b V f 0 1561 0 bit
        1562 varbit -1 b V t 0 1563 0 bit varying
        1563 _varbit -1 b A f 1562 0 0 bit varying[]
        1700 numeric -1 b N f 0 1231 0 numeric
        2202 regprocedure 4 b N f 0 2207 0 regprocedure
        2205 regclass 4 b N f 0 2210 0 regclass
        2206 regtype 4 b N f 0 2211 0 regtype
        2210 _regclass -1 b A f 2205 0 0 regclass[]
        2211 _regtype -1 b A f 2206 0 0 regtype[]
        2249 record -1 p P f 0 2287 0 record
        2276 any 4 p P f 0 0 0 any
        2278 void 4 p P f 0 0 0 void
        2950 uuid 16 b U f 0 2951 0 uuid
        2951 _uuid -1 b A f 2950 0 0 uuid[]
        3802 jsonb -1 b U f 0 3807 0 jsonb
        3807 _jsonb -1 b A f 3802 0 0 jsonb[]
        4089 regnamespace 4 b N f 0 4090 0 regnamespace
        4096 regrole 4 b N f 0 4097 0 regrole
        """

    static let rows: [[Substring]] = text.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 9) }

    /// What a type is called in `pg_type`, and by `format_type`.
    static func named(_ oid: UInt32) -> (name: String, shown: String) {
        let row = rows.first { $0[0] == String(oid) }
        return row.map { (String($0[1]), String($0[9])) } ?? ("text", "text")
    }
}
