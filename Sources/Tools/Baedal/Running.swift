import EventLoop
import HTTP
import Processes
import Supervisor

/// What runs here, to judge by what is held and what was written down.
enum Running {
    case nothing
    /// A supervisor lives; nil when it has not yet said who it is.
    case supervised(by: ProcessIdentity?)
    /// The supervisor was killed, and has left these behind.
    case halfDead([ProcessRecord])

    static func look(in folder: RunFolder) throws(FileFault) -> Running {
        if try LockFile.isHeld(folder.lock) {
            return .supervised(by: ProcessIdentity(try TextFile.read(folder.lock)))
        }
        let left = try ProcessRecord.left(in: folder).filter { $0.running != nil }
        return left.isEmpty ? .nothing : .halfDead(left)
    }

    /// What the supervisor tells; nil when it turns out that there is none any more. One that has
    /// just begun, or just been killed, holds its lock and does not answer.
    static func report(in folder: RunFolder, on loop: EventLoop) async throws -> SystemReport? {
        let control = Control(folder, on: loop)
        let deadline = loop.now.advanced(byMilliseconds: answerMilliseconds)
        while true {
            do {
                return try await control.report()
            } catch let error as ClientError where error.wasNeverSent && loop.now < deadline {
                guard case .supervised = try look(in: folder) else { return nil }
                try await loop.sleep(milliseconds: lookMilliseconds)
            }
        }
    }

    /// Ends what an earlier run has left behind, forgets what it wrote down, and tells.
    static func clearLeftovers(in folder: RunFolder, on loop: EventLoop) async throws {
        for record in try ProcessRecord.left(in: folder) {
            let ended = try await record.end(withinMilliseconds: stopMilliseconds, on: loop)
            guard let ended else { continue }
            Screen.show(
                "An earlier run was killed and had left \(record.name) (pid \(ended.id)) running: "
                    + "it is ended now.")
        }
    }

    private static let stopMilliseconds = 11_000
    private static let answerMilliseconds = 5_000
    private static let lookMilliseconds = 10
}
