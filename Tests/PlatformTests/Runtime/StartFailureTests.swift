import EventLoop
import Glibc
import Runtime
import Storage
import Testing

@Suite struct StartFailureTests {
    @Test(arguments: [
        (StorageError.notOurs(path: "/d", reason: "text"), ExitStatus.data),
        (.newerSchema(path: "/d", found: 2, known: 1), .data),
        (.corrupt("a page"), .data),
        (.cannotOpen(path: "/d", reason: "no"), .cannotCreate),
        (.readOnly, .cannotCreate),
        (.full, .inputOutput),
        (.inputOutput("read"), .inputOutput),
        (.busy, .unfinished),
        (.other(code: 1, message: "syntax"), .fault),
    ])
    func `what is wrong with the data decides the exit status`(
        error: StorageError, status: Runtime.ExitStatus
    ) {
        #expect(StartFailure(error).status == status)
        #expect(StartFailure(error).description.contains(error.description))
    }

    @Test(arguments: [
        (EADDRINUSE, "another process listens there"), (EACCES, "this user may not"),
        (EADDRNOTAVAIL, "no such address"), (EMFILE, "errno \(EMFILE)"),
    ])
    func `a port that cannot be had is told with what to do`(code: Int32, words: String) {
        let failure = StartFailure.cannotListen(
            on: .tcp(host: "127.0.0.1", port: 80), SystemError(call: "listen", code: code))
        #expect(failure.status == .unavailable)
        #expect(failure.description.hasPrefix("cannot listen on 127.0.0.1:80: "))
        #expect(failure.description.contains(words))
    }
}
