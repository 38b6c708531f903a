// swift-tools-version: 6.0
import PackageDescription

// The Swift door. `generated` is written by `generate-mobile`: the header, the Swift that speaks to the library, and the
// library itself.
let library = "\(Context.packageDirectory)/generated/lib"

let package = Package(
    name: "Safeguarding",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [.library(name: "Safeguarding", targets: ["Safeguarding"])],
    targets: [
        .systemLibrary(name: "SafeguardingFFI", path: "generated/ffi"),
        .target(
            name: "SafeguardingBridge",
            dependencies: ["SafeguardingFFI"],
            path: "generated/bridge",
            linkerSettings: [
                .linkedLibrary("safeguarding_mobile"),
                .unsafeFlags(["-L\(library)", "-Xlinker", "-rpath", "-Xlinker", library]),
            ]
        ),
        .target(name: "Safeguarding", dependencies: ["SafeguardingBridge"]),
        .executableTarget(name: "vectors", dependencies: ["Safeguarding"]),
        .executableTarget(name: "bench", dependencies: ["Safeguarding"]),
        .testTarget(name: "SafeguardingTests", dependencies: ["Safeguarding"]),
    ]
)
