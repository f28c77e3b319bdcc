import EventLoop
import Glibc
import Storage

/// A development product that drives Storage by itself: figures for the benchmarks, and the process
/// that tests kill.
@main
struct StorageProbe {
    static let usage = """
        usage: storage-probe write PATH SECONDS WRITERS [own-thread] [two-loops] [captured]
               storage-probe read PATH SECONDS
               storage-probe acknowledge PATH RUN

        """

    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            exit(try run(arguments))
        } catch {
            complain("storage-probe: \(error)\n")
            exit(1)
        }
    }

    private static func run(_ arguments: [String]) throws -> Int32 {
        switch arguments.first {
        case "write": return try WriteBench(Array(arguments.dropFirst())).run()
        case "read": return try ReadBench(Array(arguments.dropFirst())).run()
        case "acknowledge": return try Acknowledger(Array(arguments.dropFirst())).write()
        default:
            complain(usage)
            return 2
        }
    }
}

struct UsageError: Error, CustomStringConvertible {
    var description: String { StorageProbe.usage }
}

func complain(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
}
