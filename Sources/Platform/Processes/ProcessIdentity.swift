public import EventLoop
import Glibc

/// A process by its number and the moment it began: numbers are used again, the two together are
/// not. It can be written down and read by another process.
public struct ProcessIdentity: Equatable, Sendable, CustomStringConvertible {
    public let id: Int32
    /// Since the machine began, in the kernel's ticks.
    private let beganAtTick: UInt64

    /// This process.
    public static var own: ProcessIdentity? { ProcessIdentity(running: getpid()) }

    /// Nil when there is no such process, or it has ended and only waits to be buried.
    public init?(running id: Int32) {
        guard let line = try? TextFile.read("/proc/\(id)/stat"),
            // The second field is the program's name in brackets, which may hold anything.
            let bracket = line.lastIndex(of: ")")
        else { return nil }
        let fields = line[line.index(after: bracket)...].split(separator: " ")
        guard fields.count > 19, !["Z", "X"].contains(fields[0]), let tick = UInt64(fields[19])
        else { return nil }
        self.id = id
        beganAtTick = tick
    }

    /// Reads what `description` wrote.
    public init?(_ text: String) {
        let parts = text.split { $0 == " " || $0 == "\n" }
        guard parts.count == 2, let id = Int32(parts[0]), id > 0, let tick = UInt64(parts[1])
        else { return nil }
        self.id = id
        beganAtTick = tick
    }

    public var description: String { "\(id) \(beganAtTick)" }

    public var isRunning: Bool { ProcessIdentity(running: id) == self }

    public func signal(_ signal: ProcessSignal) {
        if isRunning { kill(id, signal.number) }
    }

    /// Returns whether it has ended, by `deadline`.
    public func ended(by deadline: Instant, on loop: EventLoop) async -> Bool {
        guard isRunning, let end = try? ProcessEnd(of: id, on: loop) else { return !isRunning }
        // Its number was another's, if it ended just before it was watched.
        guard isRunning else { return true }
        return await end.wait(until: deadline)
    }

    /// How much memory it takes, its share of what it shares with others, in bytes; nil when the
    /// kernel does not say.
    public var memoryBytes: Int? {
        kibibytes("Pss:", in: "/proc/\(id)/smaps_rollup")
            ?? kibibytes(
                "VmRSS:", in: "/proc/\(id)/status")
    }

    private func kibibytes(_ name: String, in path: String) -> Int? {
        guard let text = try? TextFile.read(path),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) })
        else { return nil }
        let words = line.split(separator: " ")
        return words.count > 1 ? Int(words[1]).map { $0 << 10 } : nil
    }
}
