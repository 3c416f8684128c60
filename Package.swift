// swift-tools-version: 6.2
import PackageDescription

// libduckdb and its header are fetched by hash into .deps (scripts/bootstrap); nothing of theirs is committed.
let deps = Context.packageDirectory + "/.deps"

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
    .treatWarning("DeprecatedDeclaration", as: .warning),
]

func floor(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: "Basin" + name, dependencies: dependencies, path: "Sources/" + name, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: dependencies, path: "Tests/" + name + "Tests", swiftSettings: strict)
}

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

let package = Package(
    name: "basin",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "basin", targets: ["basin"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // C module maps and extern "C" shims, nothing else.
        .target(
            name: "CDuckDB", path: "Sources/CDuckDB",
            cSettings: [.unsafeFlags(["-I" + deps + "/include"])],
            linkerSettings: [
                .linkedLibrary("duckdb"),
                .unsafeFlags([
                    "-L" + deps + "/lib",
                    "-Xlinker", "-rpath", "-Xlinker", "$ORIGIN/../lib",
                    "-Xlinker", "-rpath", "-Xlinker", deps + "/lib",
                ]),
            ]),
        .target(
            name: "CSimdJSON", path: "Sources/CSimdJSON",
            cxxSettings: [.unsafeFlags(["-O3"])],
            linkerSettings: [.linkedLibrary("simdjson"), .linkedLibrary("stdc++")]),
        .systemLibrary(name: "CDeflate", path: "Sources/CDeflate"),
        .systemLibrary(name: "CZlib", path: "Sources/CZlib"),
        .target(
            name: "CCrypto", path: "Sources/CCrypto", cSettings: [.unsafeFlags(["-O3"])],
            linkerSettings: [.linkedLibrary("crypto")]),

        .target(name: "CProcess", path: "Sources/CProcess"),
        .target(
            name: "CUserAgents", path: "Sources/CUserAgents",
            cSettings: [.unsafeFlags(["-I" + deps + "/share"])], cxxSettings: [.unsafeFlags(["-O3"])],
            linkerSettings: [.linkedLibrary("re2"), .linkedLibrary("stdc++")]),
        .target(
            name: "CMarkdown", path: "Sources/CMarkdown", cSettings: [.unsafeFlags(["-O3"])],
            linkerSettings: [.linkedLibrary("cmark-gfm"), .linkedLibrary("cmark-gfm-extensions")]),
        .target(
            name: "CMaxMindDB", path: "Sources/CMaxMindDB", linkerSettings: [.linkedLibrary("maxminddb")]),

        // Values: no input or output, no dependencies.
        floor("Core"),

        // Spans as values, and where they wait; the domain knows nothing of it and is asked through closures.
        floor("Tracing", ["BasinCore"]),

        // Below the domain: each forbids an import to everything above it.
        floor("Definitions", ["BasinCore", "Yams"]),
        floor("Metastore", ["BasinCore", grdb]),
        floor("Engines", ["BasinCore", "CDuckDB", "CProcess"]),
        floor("Warehouse", ["BasinCore", "BasinMetastore"]),
        floor("Keys", ["BasinCore", "BasinMetastore", "CCrypto"]),

        // The domain: these never import each other.
        floor("Collection", [
            "BasinCore", "BasinMetastore", "BasinEngines", "BasinWarehouse", "BasinKeys", "CSimdJSON", "CDeflate", "CZlib", "CCrypto", "CUserAgents",
            "CMaxMindDB",
        ]),
        floor("Processing", ["BasinCore", "BasinMetastore", "BasinEngines", "BasinWarehouse", "CProcess"]),
        floor("Management", [
            "BasinCore", "BasinDefinitions", "BasinMetastore", "BasinEngines", "BasinWarehouse", "BasinKeys",
        ]),

        // The doors and the composition root.
        floor("Wire", ["BasinCore"]),
        .target(
            name: "BasinWeb", dependencies: ["BasinCore", "BasinWire", "CMarkdown"], path: "Sources/Web",
            // Inside the program: it runs wherever it is copied to.
            resources: ["basin.css", "basin.js", "basin.svg", "inspector.js", "lineage.js", "workspace.js"].map { .embedInCode("Assets/" + $0) },
            swiftSettings: strict),
        floor("API", ["CCrypto", "BasinCore", "BasinTracing", "BasinWire", "BasinWeb", hummingbird, nioCore, httpTypes, logging]),
        floor("Postgres", [
            "BasinCore", nioCore, logging, .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
        ]),
        floor("Server", [
            "CCrypto",
            "BasinCore", "BasinTracing", "BasinWire", "BasinAPI", "BasinDefinitions", "BasinMetastore", "BasinEngines",
            "BasinWarehouse", "BasinKeys", "BasinCollection", "BasinProcessing", "BasinManagement", "BasinPostgres",
            hummingbird, nioCore, httpTypes, logging, lifecycle,
            .product(name: "HummingbirdCore", package: "hummingbird"),
            .product(name: "HummingbirdTLS", package: "hummingbird"),
            .product(name: "NIOSSL", package: "swift-nio-ssl"),
            .product(name: "NIOTLS", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
            .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
            .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            .product(name: "AsyncHTTPClient", package: "async-http-client"),
        ]),
        floor("Client", [
            "BasinCore", "BasinWire", nioCore, .product(name: "AsyncHTTPClient", package: "async-http-client"),
            .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
        ]),
        .executableTarget(
            name: "basin",
            dependencies: [
                "BasinCore", "BasinTracing", "BasinWire", "BasinClient", "BasinDefinitions", "BasinPostgres", "BasinProcessing", "BasinServer",
                logging,
                nioCore,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "Sources/basin", swiftSettings: strict),
        .executableTarget(
            name: "Fuzz", dependencies: ["BasinCore", "BasinCollection", "CDeflate"], path: "Sources/Fuzz", swiftSettings: strict),
        // Workers that misbehave, for the tests of those that keep them in check, and the form of rows that both read.
        .executableTarget(
            name: "WorkerProbe", dependencies: ["BasinCore", "BasinEngines", "BasinManagement", "BasinProcessing"], path: "Sources/WorkerProbe",
            swiftSettings: strict),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "BasinCore", "BasinCollection", "BasinEngines", "BasinKeys", "BasinManagement", "BasinMetastore", "BasinProcessing", "BasinWarehouse",
                "BasinWire", "BasinClient", "BasinServer", "CDeflate", nioCore, logging,
                .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            ], path: "Sources/Benchmarks", exclude: ["README.md"], swiftSettings: strict),

        // Tests mirror the sources.
        tests("Core", ["BasinCore"]),
        tests("Tracing", ["BasinCore", "BasinTracing"]),
        tests("Definitions", ["BasinCore", "BasinDefinitions"]),
        tests("Metastore", ["BasinCore", "BasinMetastore", grdb]),
        tests("Keys", ["BasinCore", "BasinKeys", "BasinMetastore", "CCrypto"]),
        tests("Engines", ["BasinCore", "BasinEngines"]),
        tests("Warehouse", ["BasinCore", "BasinWarehouse"]),
        tests("Collection", ["BasinCore", "BasinCollection", "BasinManagement", "BasinEngines", "BasinKeys", "BasinMetastore", "CCrypto", "CDeflate"]),
        tests("Processing", ["BasinCore", "BasinEngines", "BasinMetastore", "BasinProcessing", "BasinWarehouse", "WorkerProbe"]),
        tests("Management", ["BasinCore", "BasinEngines", "BasinManagement", "BasinMetastore", "WorkerProbe"]),
        tests("API", [
            "BasinCore", "BasinTracing", "BasinWire", "BasinAPI", "BasinWeb", "BasinClient", hummingbird, nioCore, httpTypes, logging,
        ]),
        tests("Postgres", ["BasinCore", "BasinPostgres", nioCore]),
        tests("Server", [
            "BasinCore", "BasinTracing", "BasinWire", "BasinAPI", "BasinClient", "BasinMetastore", "BasinProcessing", "BasinServer", "WorkerProbe",
            httpTypes, logging, nioCore,
        ]),
        tests("Reliability", ["BasinCore"]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
