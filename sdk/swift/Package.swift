// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
    .treatWarning("DeprecatedDeclaration", as: .warning),
]

let package = Package(
    name: "basin-events",
    platforms: [.macOS(.v13), .iOS(.v16), .tvOS(.v16), .watchOS(.v9), .visionOS(.v1)],
    products: [.library(name: "BasinEvents", targets: ["BasinEvents"])],
    targets: [
        // The system's zlib; not named CZlib, because two packages of one app may not have a target of the same name.
        .systemLibrary(
            name: "CBasinZlib", path: "Sources/CBasinZlib",
            providers: [.apt(["zlib1g-dev"]), .yum(["zlib-devel"])]),
        .target(name: "BasinEvents", dependencies: ["CBasinZlib"], swiftSettings: strict),
        .executableTarget(name: "TrackBenchmark", dependencies: ["BasinEvents"], swiftSettings: strict),
        // Tracks numbered events until a test kills it.
        .executableTarget(name: "CrashProbe", dependencies: ["BasinEvents"], swiftSettings: strict),
        .testTarget(
            name: "BasinEventsTests", dependencies: ["BasinEvents", "CrashProbe", "CBasinZlib"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
