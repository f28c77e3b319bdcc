import Glibc

/// Symbolic links, among them those by which the kernel shows what a process has open.
enum Link {
    static func target(of path: String) -> String? {
        let room = Int(PATH_MAX)
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { bytes in
            guard let first = bytes.baseAddress else { return nil }
            let count = first.withMemoryRebound(to: CChar.self, capacity: room) {
                readlink(path, $0, room)
            }
            return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
        }
    }
}

/// The program that this process runs.
public enum ThisProgram {
    /// Its file.
    public static let path = Link.target(of: "/proc/self/exe") ?? CommandLine.arguments[0]

    /// The folder in which its file lies, and the programs that were built with it.
    public static let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."

    /// Whether there is a program of that name beside this one.
    public static func hasBeside(_ name: String) -> Bool {
        access("\(folder)/\(name)", X_OK) == 0
    }
}
