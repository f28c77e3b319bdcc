public import EventLoop
public import Processes

/// Which process a part of the system is, written down while it runs: should the supervisor be
/// killed, the next one knows what it left behind.
public struct ProcessRecord: Sendable {
    private static let ending = ".pid"

    public let name: String
    private let path: String

    init(of name: String, in folder: RunFolder) {
        self.name = name
        path = "\(folder.run)/\(name)\(Self.ending)"
    }

    func write(_ identity: ProcessIdentity) throws(FileFault) {
        try TextFile.write("\(identity)\n", to: path)
    }

    public func remove() throws(FileFault) {
        try TextFile.remove(path)
    }

    /// The process, if it still runs.
    public var running: ProcessIdentity? {
        guard let text = try? TextFile.read(path), let identity = ProcessIdentity(text),
            identity.isRunning
        else { return nil }
        return identity
    }

    /// What an earlier run has written down and not removed.
    public static func left(in folder: RunFolder) throws(FileFault) -> [ProcessRecord] {
        do throws(FileFault) {
            return try Folder(folder.run).names().filter { $0.hasSuffix(ending) }
                .map { ProcessRecord(of: String($0.dropLast(ending.count)), in: folder) }
        } catch  where error.isMissing {
            return []
        }
    }

    /// Ends the process, asking first, and forgets it. Returns the process, if it still ran.
    public func end(
        withinMilliseconds limit: Int, on loop: EventLoop
    ) async throws -> ProcessIdentity? {
        let found = running
        if let found {
            found.signal(.terminate)
            let deadline = loop.now.advanced(byMilliseconds: limit)
            if await !found.ended(by: deadline, on: loop) {
                found.signal(.kill)
                _ = await found.ended(by: loop.now.advanced(byMilliseconds: limit), on: loop)
            }
        }
        try remove()
        return found
    }
}
