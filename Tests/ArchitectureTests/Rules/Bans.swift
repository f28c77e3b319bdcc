/// What is banned outside `Platform`. Who may do it all the same stands in `Exception.all`.
extension Ban {
    static let all = [
        tasks, mainActor, clocks, randomness, systemCalls, uncheckedSendable, force, traps,
    ]

    private static let tasks = Ban(
        subject: .tasks,
        sentence: "outside Platform nobody starts a task that leaves its loop, or sleeps off it",
        patterns: [
            .code("Task {"), .code("Task("), .code("Task.init"), .code("Task.detached"),
            .code("Task.immediate"), .code("Task.sleep"), .genericInit("Task"),
        ],
        why: "leaves the event loop that the request is on, and the simulation's time with it",
        instead: "spawn through a TaskScope, and sleep on the loop's clock",
        faults: [
            "Task { await push() }", "let x = Task<Void, Never> { }", "Task(priority: .low) { }",
            "Task\n{ }", "Task.init { }", "Task.detached { }", "Task.immediate { }",
            "try await Task.sleep(for: .seconds(1))",
            #"log("\(Task { 1 })")"#,
        ],
        nearMisses: [
            "// Task { }", "/* Task.detached /* { } */ Task { } */", #"log("Task { }")"#,
            ##"log(#"\(Task { })"#)"##, "\"\"\"\nTask { \"quoted\" }\n\"\"\"",
            "try Task.checkCancellation()", "var last: Task<Void, Never> { tasks[0] }",
            "BackgroundTask { }",
            "func `a bare Task { } is refused`() {}",
        ])

    private static let mainActor = Ban(
        subject: .mainActor,
        sentence: "outside Platform nothing runs on the main actor",
        patterns: [.code("MainActor")],
        why: "is a thread that no event loop turns",
        instead: "stay on the loop of the request",
        faults: ["@MainActor func main() {}", "await MainActor.run { }"],
        nearMisses: ["// @MainActor", "let note = \"@MainActor\""])

    private static let clocks = Ban(
        subject: .clocks,
        sentence: "outside Platform nobody reads a clock",
        patterns: [
            .code("ContinuousClock"), .code("SuspendingClock"), .code("DispatchTime"),
            .code("Date("), .code("Date.now"), .code("clock_gettime"), .code("gettimeofday"),
            .cCall("time"),
        ],
        why: "reads the real time, which a simulation cannot move",
        instead: "take the moment as a parameter, or ask the environment's clock",
        faults: [
            "let began = ContinuousClock.now", "let clock = SuspendingClock()",
            "DispatchTime.now()", "let now = Date()", "let now = Date.now",
            "clock_gettime(CLOCK_REALTIME, &spec)", "gettimeofday(&value, nil)",
            "let now = time(nil)",
            "let now = Glibc.time(nil)",
        ],
        nearMisses: [
            "func time(nil: Int) {}", "let late = time(of: order)", "order.time(nil)",
            "let day: SettlementDate = SettlementDate()", "// ContinuousClock",
        ])

    private static let randomness = Ban(
        subject: .randomness,
        sentence: "outside Platform nobody draws a random number without saying from what",
        patterns: [
            .unseededCall("random"), .unseededCall("shuffled"), .unseededCall("shuffle"),
            .unseededCall("randomElement"), .code("SystemRandomNumberGenerator"), .code("UUID("),
            .cCall("getrandom"), .words(beginning: "arc4random"),
        ],
        why: "draws from the system, so that no seed replays the run",
        instead: "take the identifier, or a generator, as a parameter",
        faults: [
            "let n = Int.random(in: 0..<6)", "riders.shuffled()", "riders.shuffle()",
            "riders.randomElement()", "var g = SystemRandomNumberGenerator()", "let id = UUID()",
            "getrandom(&bytes, 16, 0)", "arc4random()", #"let s = "\(Bool.random())""#,
        ],
        nearMisses: [
            "let n = Int.random(in: 0..<6, using: &generator)", "riders.shuffled(using: &random)",
            "let random = environment.random", "/// Bool.random()",
        ])

    private static let systemCalls = Ban(
        subject: .systemCalls,
        sentence: "outside Platform nobody opens a socket or a file",
        patterns: [
            .cCall("socket"), .cCall("open"), .cCall("fopen"), .cCall("opendir"),
            .words(beginning: "epoll_"), .code("FileManager"), .code("FileHandle"),
        ],
        why: "reaches past the environment to the system",
        instead: "use the transport or the storage that the environment gives",
        faults: [
            "let s = socket(AF_INET, SOCK_STREAM, 0)", "let f = open(path, O_RDONLY)",
            "Glibc.open(path, O_RDONLY)", "fopen(path, \"r\")", "epoll_wait(epoll, &events, 8, -1)",
            "FileManager.default", "FileHandle.standardInput", "opendir(path)",
        ],
        nearMisses: [
            "func open(_ store: Store) {}", "stores.open(store)", "open(store: id)",
            "let socket = accepted.socket", "// fopen(path)",
        ])

    private static let uncheckedSendable = Ban(
        subject: .uncheckedSendable,
        sentence: "outside Platform the compiler checks all that crosses threads",
        patterns: [.code("@unchecked Sendable"), .code("nonisolated(unsafe)")],
        why: "switches the compiler's check of data races off",
        instead: "use a value, or a type of Platform that carries its proof",
        faults: [
            "final class Cache: @unchecked Sendable {}", "nonisolated(unsafe) let cache = Cache()",
        ],
        nearMisses: ["struct Price: Sendable {}", "nonisolated func price() {}"])

    private static let force = Ban(
        subject: .force,
        sentence: "outside Platform nothing is forced",
        patterns: [.glued("try!"), .glued("as!")],
        why: "turns a fault into a crash of the whole process",
        instead: "throw it, or say in a precondition why it cannot be",
        faults: ["let order = try! load()", "let order = row as! Order"],
        nearMisses: [
            "let order = try? load()", "let isNew = try !isKnown()", "let x = row as? Order",
            "if cash != card {}",
        ])

    private static let traps = Ban(
        subject: .traps,
        sentence: "outside Platform nobody calls fatalError",
        patterns: [.code("fatalError(")],
        why: "says neither a rejection, nor a fault, nor a bug",
        instead: "throw, or state the broken assumption with precondition",
        faults: ["default: fatalError(\"cannot be\")"],
        nearMisses: ["preconditionFailure(\"a paid order has a charge\")"])
}
