package import BasinWire

/// How to read a dataset with whatever one has: commands and code to be copied.
package enum DatasetReadPage {
    /// - Parameters:
    ///   - base: of this server, as the reader reached it: `https://basin.example`.
    ///   - host: of it, without a port.
    ///   - postgresPort: where PostgreSQL clients are taken; nil where they are not.
    package static func page(_ detail: DatasetDetail, base: String, host: String, postgresPort: Int?, for visitor: Visitor) -> Page {
        let name = detail.summary.name
        return DatasetFrame.page(
            detail, tab: .read, for: visitor,
            body: "\(first(base, visitor))\(sql(name, host, postgresPort))\(iceberg(name, base))\(others(name, base))")
    }

    private static func first(_ base: String, _ visitor: Visitor) -> HTML {
        HTML.section(
            "token", "First: a token",
            """
            <p>Programs sign in with a token of yours: make one under \(HTML.link("your account", to: "/account")), and put it in place of <code>TOKEN</code>. \
            What you may not read stays masked or refused, whichever way you take.</p>
            \(HTML.snippet("Terminal", "export BASIN_URL=\(ShellText.quoted(base)) BASIN_TOKEN=TOKEN"))
            """)
    }

    private static func sql(_ name: String, _ host: String, _ postgresPort: Int?) -> HTML {
        let select = "SELECT * FROM \(SQLText.identifier(name)) LIMIT 10"
        return HTML.section(
            "with-sql", "SQL",
            """
            <p><a href="\(Address("sql").with("sql", select).text)">Open in SQL</a>, here in the browser.</p>
            \(HTML.snippet("basin query", "basin query \(ShellText.quoted(select))"))
            \(HTML.snippet("As a file", "basin query \(ShellText.quoted("SELECT * FROM \(SQLText.identifier(name))")) --format parquet --output \(ShellText.quoted(name + ".parquet"))"))
            \(psql(select, host, postgresPort))
            """)
    }

    private static func psql(_ select: String, _ host: String, _ port: Int?) -> HTML {
        guard let port else {
            return HTML.note(
                "PostgreSQL clients, psql among them, are not taken here: the port for them is opened with <code>basin up --postgres-port 5432</code>.")
        }
        // From another machine a token must come encrypted.
        let isHere = ["localhost", "127.0.0.1", "::1"].contains(host)
        let server = "host=\(host) port=\(port) dbname=basin user=ACCOUNT" + (isHere ? "" : " sslmode=require")
        return HTML.snippet("psql", "PGPASSWORD=TOKEN psql \(ShellText.quoted(server)) -c \(ShellText.quoted(select))")
    }

    private static func iceberg(_ name: String, _ base: String) -> HTML {
        let table = SQLText.identifier(name)
        let duckDB = """
            INSTALL iceberg; LOAD iceberg;
            CREATE SECRET basin (TYPE iceberg, TOKEN 'TOKEN');
            ATTACH '' AS basin (TYPE iceberg, ENDPOINT \(SQLText.literal(base + "/iceberg")), SECRET basin);
            SELECT count(*) FROM basin.basin.\(table);
            """
        let python = """
            from pyiceberg.catalog import load_catalog

            catalog = load_catalog("basin", type="rest", uri=\(PythonText.literal(base + "/iceberg")), token="TOKEN")
            table = catalog.load_table(("basin", \(PythonText.literal(name))))
            print(table.scan(limit=10).to_pandas())
            """
        let spark = """
            spark-sql --packages org.apache.iceberg:iceberg-spark-runtime-3.5_2.12:1.6.1 \\
              --conf spark.sql.catalog.basin=org.apache.iceberg.spark.SparkCatalog \\
              --conf spark.sql.catalog.basin.type=rest \\
              --conf spark.sql.catalog.basin.uri=\(ShellText.quoted(base + "/iceberg")) \\
              --conf spark.sql.catalog.basin.token=TOKEN \\
              -e \(ShellText.quoted("SELECT count(*) FROM basin.basin.`\(name.replacing("`", with: "``"))`"))
            """
        return HTML.section(
            "with-iceberg", "As an Iceberg table",
            about: "For who may read all of it. Clients read the files themselves: run them where the server's data folder is reachable under the same path.",
            """
            \(HTML.snippet("DuckDB", duckDB))\(HTML.snippet("PyIceberg", python))\(HTML.snippet("Spark", spark))
            """)
    }

    private static func others(_ name: String, _ base: String) -> HTML {
        let path = Address("api", "v1", "datasets", name).text
        let links: [(title: String, about: String, path: String)] = [
            ("Data contract", "Open Data Contract Standard 3.1, YAML", path + "/contract"),
            ("Linked data", "schema.org/Dataset, JSON-LD", path + "/jsonld"), ("Everything here", "JSON", path),
        ]
        return HTML.section(
            "standards", "For other catalogs",
            """
            <ul class="list">\(links.map { link -> HTML in
                "<li><a href=\"\(link.path)\">\(link.title)</a> <span class=\"quiet\">\(link.about)</span></li>\n"
            })</ul>
            \(HTML.snippet("curl", "curl -H \"Authorization: Bearer $BASIN_TOKEN\" \(ShellText.quoted(base + path + "/contract"))"))
            """)
    }
}
