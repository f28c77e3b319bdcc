/// How a process ends, as its supervisor sees it. The numbers are those of sysexits.h where it has
/// one, and do not change.
public enum ExitStatus: Int32, Sendable {
    /// It was asked to stop, and everything under way was finished.
    case done = 0
    /// The command line or a variable is wrong.
    case usage = 2
    /// The data is not ours, written by a newer program, or damaged.
    case data = 65
    /// Something that it needs is not to be had: its port, above all.
    case unavailable = 69
    /// A fault that has no case of its own.
    case fault = 70
    /// A folder or a file cannot be made or written.
    case cannotCreate = 73
    /// The disk failed, or is full.
    case inputOutput = 74
    /// It was asked to stop, and something was still under way when its time was up. Or another
    /// process holds what it needs: trying again may help.
    case unfinished = 75
}
