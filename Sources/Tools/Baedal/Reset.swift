import EventLoop
import Glibc
import Processes
import Runtime
import Supervisor

/// Stops what runs, and deletes all that it has left: data, secrets and logs.
struct Reset {
    private let isAgreed: Bool
    private let loop: EventLoop
    private let folder = RunFolder()

    init(isAgreed: Bool, on loop: EventLoop) {
        self.isAgreed = isAgreed
        self.loop = loop
    }

    func run() async throws -> Int32 {
        let whole = Folder(folder.path)
        guard whole.sizeInBytes > 0 else {
            Screen.show("There is nothing to delete.")
            return 0
        }
        Screen.show("This deletes \(folder.path) for good:")
        let parts = [
            ("the data", folder.data), ("the secrets", folder.secrets), ("the logs", folder.logs),
        ]
        for (what, path) in parts {
            let size = Folder(path).sizeInBytes
            if size > 0 { Screen.show("  \(what), \(path): \(Screen.amount(bytes: size))") }
        }
        guard try isAgreed || agrees() else {
            Screen.show("Nothing was deleted.")
            return 1
        }
        _ = try await Stop(on: loop).run()
        try whole.remove()
        Screen.show("Deleted.")
        return 0
    }

    private func agrees() throws(StartFailure) -> Bool {
        guard isatty(STDIN_FILENO) == 1 else {
            throw StartFailure(.usage, "nobody can be asked here: say --yes (make reset YES=1)")
        }
        Screen.write("Type yes to go on: ", to: STDOUT_FILENO)
        return readLine() == "yes"
    }
}
