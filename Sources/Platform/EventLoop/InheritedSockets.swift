import CSystem
import Glibc

/// Listening sockets that the parent process opened and handed in, the way of systemd's socket
/// activation: descriptors 3 and up, counted by `LISTEN_FDS`, meant for us if `LISTEN_PID` is ours.
public enum InheritedSockets {
    public enum Problem: Error, Equatable, CustomStringConvertible {
        case badCount(String)
        case notListening(descriptor: Int32)

        public var description: String {
            switch self {
            case .badCount(let text): "LISTEN_FDS says \"\(text)\", which is no count from 1 to 16"
            case .notListening(let descriptor):
                "descriptor \(descriptor) was handed in by LISTEN_FDS but is no listening socket"
            }
        }
    }

    static let firstDescriptor: Int32 = 3
    static let most: Int32 = 16

    /// The sockets meant for this process; empty when there are none. Takes the two variables out
    /// of the environment, so that a child does not take them for its own.
    public static func take() throws(Problem) -> [Int32] {
        try take(from: firstDescriptor)
    }

    static func take(from first: Int32) throws(Problem) -> [Int32] {
        guard let count = getenv("LISTEN_FDS").map({ String(cString: $0) }) else { return [] }
        let meantFor = getenv("LISTEN_PID").map { String(cString: $0) }
        guard meantFor == nil || meantFor == String(getpid()) else { return [] }
        guard let number = Int32(count), (1...most).contains(number) else { throw .badCount(count) }
        unsetenv("LISTEN_FDS")
        unsetenv("LISTEN_PID")
        let descriptors = Array(first..<first + number)
        for descriptor in descriptors {
            guard csystem_is_listening_socket(descriptor) == 1,
                csystem_make_nonblocking(descriptor) == 0
            else { throw .notListening(descriptor: descriptor) }
        }
        return descriptors
    }
}
