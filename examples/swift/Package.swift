// swift-tools-version: 6.0
import PackageDescription

let safeguarding: Target.Dependency = .product(name: "Safeguarding", package: "Safeguarding")

let package = Package(
    name: "SafeguardingExamples",
    platforms: [.macOS(.v12)],
    dependencies: [.package(path: "../../bindings/mobile/swift/Safeguarding")],
    targets: [
        .executableTarget(name: "decide-once", dependencies: [safeguarding]),
        .executableTarget(name: "follow-a-case", dependencies: [safeguarding]),
        .executableTarget(name: "verify-and-replay-a-log", dependencies: [safeguarding]),
    ]
)
