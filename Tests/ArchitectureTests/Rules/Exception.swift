/// A folder that a ban does not bind, and the reason, which has to be a good one.
struct Exception: Sendable {
    let subjects: [Ban.Subject]
    let folder: String
    let because: String

    func lets(_ file: SourceFile, off subject: Ban.Subject) -> Bool {
        subjects.contains(subject) && file.lies(in: folder)
    }

    static let all = [
        Exception(
            subjects: [.systemCalls], folder: "Tests/ArchitectureTests",
            because: "it reads the files of the checkout"),
        Exception(
            subjects: [.systemCalls], folder: "Tests/Outside",
            because: "an outside judge hands it files"),
        Exception(
            subjects: [.systemCalls], folder: "Sources/Tools/Corpus",
            because: "it reads the scenarios that it is pointed at"),
        Exception(
            subjects: [.systemCalls, .clocks, .tasks], folder: "Tests/PlatformTests",
            because: "it tests the very code that opens sockets, keeps time and starts tasks"),
        Exception(
            subjects: [.uncheckedSendable], folder: "Tests/PlatformTests",
            because: "what a test counts on one loop needs no lock, and must not have one"),
        Exception(
            subjects: [.randomness], folder: "Tests/PlatformTests",
            because: "a property test draws its first seed, and prints it when it fails"),
        Exception(
            subjects: [.uncheckedSendable], folder: "Tests/ToolsTests",
            because: "a simulated world is on one thread, with all that its callers write down"),
        Exception(
            subjects: [.uncheckedSendable], folder: "Tests/MonolithTests",
            because: "a simulated town is on one thread, with all its people"),
        Exception(
            subjects: [.systemCalls], folder: "Tests/MonolithTests",
            because: "it reads the statements out of the sources, to ask for their plans"),
    ]
}
