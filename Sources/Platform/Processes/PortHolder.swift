/// Who listens on a port of this machine, as far as the kernel tells this user.
public struct PortHolder: Equatable, Sendable, CustomStringConvertible {
    public let process: Int32
    public let program: String

    public var description: String { "\(program) (pid \(process))" }

    public static func find(_ port: UInt16) -> PortHolder? {
        let sockets = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap { listening(on: port, in: $0) }
        guard !sockets.isEmpty, let names = try? Folder("/proc").names() else { return nil }
        for process in names.compactMap(Int32.init) where holds(process, sockets) {
            let name = (try? TextFile.read("/proc/\(process)/comm")) ?? "a program\n"
            return PortHolder(process: process, program: String(name.dropLast()))
        }
        return nil
    }

    /// The inodes of the sockets in state 0A, listening, as the links in `/proc/…/fd` name them. They
    /// stand first in a table that holds every connection as well.
    private static func listening(on port: UInt16, in table: String) -> [String] {
        let table = try? TextFile.beginning(of: table, mostBytes: TextFile.mostBytes)
        return String(decoding: table ?? [], as: UTF8.self).split(separator: "\n").dropFirst()
            .compactMap { line in
                let fields = line.split(separator: " ")
                guard fields.count > 9, fields[3] == "0A",
                    let digits = fields[1].split(separator: ":").last,
                    UInt16(digits, radix: 16) == port
                else { return nil }
                return "socket:[\(fields[9])]"
            }
    }

    private static func holds(_ process: Int32, _ sockets: [String]) -> Bool {
        let folder = "/proc/\(process)/fd"
        let names = (try? Folder(folder).names()) ?? []
        return names.contains { name in
            Link.target(of: "\(folder)/\(name)").map(sockets.contains) ?? false
        }
    }
}
