#!/bin/sh
# Puts the policy of docs/guides/add-a-routing-policy.md into a copy of the center, as the guide says, and runs its tests.
set -eu
cd "$(dirname "$0")/.."
guide=docs/guides/add-a-routing-policy.md
# Kept between runs, so that only what has changed is compiled again.
copy=out/guide-policy
modules="TwinPrimitives BinaryCoding Distributions RandomVariates ContactCenterEvents ContactCenter"

# The n-th Swift block of the guide.
block() {
    awk -v wanted="$1" '/^```swift$/ { n++; inside = n == wanted; next } /^```$/ { inside = 0 } inside' "$guide"
}

rm -rf "$copy/Sources" "$copy/Tests"
mkdir -p "$copy/Sources" "$copy/Tests/GuideTests"
for module in $modules; do cp -Rp "Sources/$module" "$copy/Sources/"; done
block 1 >"$copy/Sources/ContactCenter/Routing/MostSkilledAgent.swift"
list="$copy/Sources/ContactCenter/Routing/RoutingPolicies.swift"
# The line goes to the end of the first list, that of agents.
LINE=$(block 2) awk '/^    \]$/ && !done { print ENVIRON["LINE"]; done = 1 } { print }' "$list" >"$list.new"
mv "$list.new" "$list"
grep -q MostSkilledAgent.self "$list"
block 3 >"$copy/Tests/GuideTests/MostSkilledAgentTests.swift"
cp -p Tests/ContactCenterTests/RandomCenter.swift Tests/ContactCenterTests/RoutingConformanceTests.swift \
    "$copy/Tests/GuideTests/"

cat >"$copy/Package.swift" <<'PACKAGE'
// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]
let names = [
    "TwinPrimitives", "BinaryCoding", "Distributions", "RandomVariates", "ContactCenterEvents",
    "ContactCenter",
]
let package = Package(
    name: "GuidePolicy",
    targets: names.enumerated().map { index, name in
        .target(
            name: name, dependencies: names[..<index].map { .init(stringLiteral: $0) },
            swiftSettings: strict)
    } + [
        .testTarget(
            name: "GuideTests", dependencies: names.map { .init(stringLiteral: $0) },
            swiftSettings: strict)
    ])
PACKAGE
swift test --package-path "$copy" --disable-xctest
