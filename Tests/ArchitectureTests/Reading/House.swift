/// What the rules are held against: the real checkout, or one planted for a rule to be tried on.
struct House: Sendable {
    let files: [SourceFile]
    let manifest: Manifest

    /// Whatever is not Platform lives by the environment it is given.
    var filesOutsidePlatform: [SourceFile] {
        files.filter { !$0.lies(in: "Sources/Platform") }
    }

    var sources: [SourceFile] { files.filter { $0.lies(in: "Sources") } }
}
