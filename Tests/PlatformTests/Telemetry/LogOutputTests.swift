import Glibc
import Testing

@testable import Telemetry

/// Against what standard error can really be.
@Suite struct LogOutputTests {
    @Test func `a full pipe takes nothing more, and nobody waits for it`() throws {
        let (reader, writer) = try pipe()
        defer { close(reader) }
        defer { close(writer) }
        let output = LogOutput.descriptor(writer)
        var taken = 0
        while taken < 1 << 24 {
            let now = write(String(repeating: "x", count: 4_096), to: output)
            if now == 0 { break }
            taken += now
        }
        #expect(taken > 0 && taken < 1 << 24)
        #expect(fcntl(writer, F_GETFL) & O_NONBLOCK == 0, "others who write there may wait")
        var room = [UInt8](repeating: 0, count: 65_536)
        #expect(read(reader, &room, room.count) > 0)
        #expect(write("on we go\n", to: output) == 9)
    }

    @Test func `a pipe that nobody reads any more is no reason to die`() throws {
        _ = LogOutput.standardError()
        let (reader, writer) = try pipe()
        defer { close(writer) }
        let output = LogOutput.descriptor(writer)
        close(reader)
        #expect(write("anyone?\n", to: output) == 8)
    }

    @Test func `a full socket takes nothing more either`() {
        var ends: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        defer { for end in ends { close(end) } }
        let output = LogOutput.descriptor(ends[0])
        var taken = 0
        while taken < 1 << 24 {
            let now = write(String(repeating: "x", count: 4_096), to: output)
            if now == 0 { break }
            taken += now
        }
        #expect(taken > 0 && taken < 1 << 24)
    }

    @Test func `a file takes all`() throws {
        let file = try #require(tmpfile())
        defer { fclose(file) }
        #expect(write("a line\n", to: .descriptor(fileno(file))) == 7)
        var room = [UInt8](repeating: 0, count: 100)
        #expect(pread(fileno(file), &room, room.count, 0) == 7)
    }

    private func pipe() throws -> (reader: Int32, writer: Int32) {
        var ends: [Int32] = [0, 0]
        try #require(Glibc.pipe(&ends) == 0)
        return (ends[0], ends[1])
    }

    private func write(_ text: String, to output: LogOutput) -> Int {
        Array(text.utf8).withUnsafeBytes { output.write($0) }
    }
}
