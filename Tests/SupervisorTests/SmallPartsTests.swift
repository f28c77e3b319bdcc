import Glibc
import Processes
import Testing

@testable import Baedal
@testable import Supervisor

/// The parts that need no system to run.
@Suite struct SmallPartsTests {
    @Test func `waits grow to a limit, and begin anew after a good life`() {
        var backoff = Backoff()
        let waits = (1...10).map { _ in backoff.wait(afterLivingMilliseconds: 5) }
        #expect(waits == [50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000])
        #expect(backoff.wait(afterLivingMilliseconds: Backoff.settledMilliseconds) == 50)
    }

    @Test(arguments: [
        (["up", "1"], Command.up(phase: 1, port: nil)),
        (["up", "2", "--port", "9000"], .up(phase: 2, port: 9_000)),
        (["logs", "--follow", "front"], .logs(name: "front", follows: true)),
        (["whereabouts"], .whereabouts),
        (["reset", "--yes"], .reset(isAgreed: true)),
        (["supervise", "--loops", "1"], .supervise(["--loops", "1"])),
        ([], .help),
    ])
    func `the command line is read`(_ words: [String], _ command: Command) throws {
        #expect(try Command(words) == command)
    }

    @Test(arguments: [
        ["fly"], ["up"], ["up", "ten"], ["up", "1", "--port", "x"], ["stop", "now"],
    ])
    func `what makes no sense is refused`(_ words: [String]) {
        #expect(throws: UsageFault.self) { try Command(words) }
    }

    @Test func `amounts and spans are for people`() {
        #expect(
            [0, 1_023, 1_024, 10_239, 10_240, 5 << 20, 3 << 30].map(Screen.amount)
                == ["0 B", "1023 B", "1.0 KiB", "9.9 KiB", "10 KiB", "5.0 MiB", "3.0 GiB"])
        #expect(
            [7, 1_000, 119_999, 120_000, 7_200_000].map(Screen.span)
                == ["7 ms", "1 s", "119 s", "2 min", "2 h"])
    }

    @Test func `a table keeps its columns`() {
        #expect(Screen.table([["a", "bb"], ["cccc", "d"]]) == "  a     bb\n  cccc  d")
    }

    @Test func `the last words are those for people, or else the last lines`() {
        let log = (1...20).map { #"{"line":\#($0)}"# }
        #expect(LastWords(among: log).lines == log.suffix(12))
        let crash = log + ["File.swift:7: Precondition failed"] + log + ["Backtrace took 1 s"]
        #expect(LastWords(among: crash).lines.first == "File.swift:7: Precondition failed")
        #expect(LastWords(among: []).lines.isEmpty)
    }

    @Test func `what the supervisor says for people is found among its lines`() {
        let log = "{\"level\":\"info\"}\nsupervisor: it is so\n  | because\n{}\n"
        #expect(Up.sentences(in: Array(log.utf8)) == "it is so\n  | because")
    }
}
