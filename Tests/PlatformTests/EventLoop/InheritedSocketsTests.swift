import CSystem
import Glibc
import Testing

@testable import EventLoop

/// In processes of their own: the environment is one for all threads. The descriptors begin at 900
/// instead of 3, which the test's own plumbing occupies.
@Suite struct InheritedSocketsTests {
    @Test func `sockets handed in by the parent are taken, once, and not left to children`()
        async throws
    {
        await #expect(processExitsWith: .success) {
            let first = Self.place([Self.listening(), Self.listening()])
            setenv("LISTEN_FDS", "2", 1)
            setenv("LISTEN_PID", String(getpid()), 1)
            let taken = try InheritedSockets.take(from: first)
            #expect(taken == [first, first + 1])
            #expect(fcntl(first, F_GETFD) & FD_CLOEXEC != 0)
            #expect(fcntl(first, F_GETFL) & O_NONBLOCK != 0)
            #expect(getenv("LISTEN_FDS") == nil && getenv("LISTEN_PID") == nil)
            let again = try InheritedSockets.take(from: first)
            #expect(again.isEmpty)
        }
    }

    @Test func `without LISTEN_PID they are ours, with another's number they are not`() async throws
    {
        await #expect(processExitsWith: .success) {
            let first = Self.place([Self.listening()])
            setenv("LISTEN_FDS", "1", 1)
            setenv("LISTEN_PID", String(getppid()), 1)
            let anothers = try InheritedSockets.take(from: first)
            #expect(anothers.isEmpty)
            unsetenv("LISTEN_PID")
            let ours = try InheritedSockets.take(from: first)
            #expect(ours == [first])
        }
    }

    @Test func `a count that is none is refused`() async throws {
        await #expect(processExitsWith: .success) {
            for count in ["", "0", "-1", "17", "2x", " 1", "99999999999999999999"] {
                setenv("LISTEN_FDS", count, 1)
                #expect(throws: InheritedSockets.Problem.badCount(count)) {
                    try InheritedSockets.take()
                }
            }
        }
    }

    @Test func `a descriptor that is no listening socket is refused by its number`() async throws {
        await #expect(processExitsWith: .success) {
            let file = open("/dev/null", O_RDONLY)
            let unconnected = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            for stranger in [file, unconnected] {
                let first = Self.place([Self.listening(), stranger])
                setenv("LISTEN_FDS", "2", 1)
                #expect(throws: InheritedSockets.Problem.notListening(descriptor: first + 1)) {
                    try InheritedSockets.take(from: first)
                }
            }
            setenv("LISTEN_FDS", "1", 1)
            #expect(throws: InheritedSockets.Problem.notListening(descriptor: 990)) {
                try InheritedSockets.take(from: 990)
            }
        }
    }

    private static func listening() -> Int32 { csystem_listen_tcp("127.0.0.1", 0, 1) }

    /// Puts copies side by side, as a parent would, and gives the first number.
    private static func place(_ descriptors: [Int32]) -> Int32 {
        let first: Int32 = 900
        for (offset, descriptor) in descriptors.enumerated() {
            dup2(descriptor, first + Int32(offset))
        }
        return first
    }
}
