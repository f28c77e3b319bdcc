import EventLoop
import Processes
import Runtime

/// All processes of a system under one hand.
struct Supervision: Sendable {
    let file: TopologyFile
    let publicAddress: Address
    private let keepers: [Keeper]
    private let scope: TaskScope
    private let progress: Bell

    init(
        of file: TopologyFile, publicSocket: ListeningSocket, in folder: RunFolder,
        patience: Patience, _ environment: Environment
    ) throws(SystemError) {
        self.file = file
        publicAddress = publicSocket.address
        let progress = Bell(loop: environment.loops[0])
        self.progress = progress
        scope = TaskScope(loop: environment.loops[0])
        keepers = try Part.all(of: file.topology, publicSocket: publicSocket, in: folder).map {
            Keeper($0, patience: patience, in: environment) { progress.ring() }
        }
    }

    /// All at once: whoever needs another finds its socket open and waits there.
    func start() {
        for keeper in keepers { scope.spawn { await keeper.keep() } }
    }

    /// Returns when every process has been ready once.
    func untilReady() async throws(StartFailure) {
        while true {
            if let failed = keepers.first(where: { $0.now.state == .failed }) {
                throw StartFailure(.unavailable, story(of: failed))
            }
            if keepers.contains(where: { $0.now.isStopWanted }) {
                throw StartFailure(.unfinished, "asked to stop before all was ready")
            }
            if keepers.allSatisfy({ $0.now.hasBeenReady }) { return }
            await progress.wait()
        }
    }

    private func story(of failed: Keeper) -> String {
        let part = failed.part
        let what = "\(part.name) did not start: \(failed.now.note ?? "it ended")"
        let lines = LastWords(of: part).lines
        guard !lines.isEmpty else { return what }
        return "\(what)\nfrom \(part.log.path):\n"
            + lines.map { "  | \($0)" }.joined(separator: "\n")
    }

    /// The public process first, while those that it calls still answer; then all others together.
    /// May be called again.
    func stop() async -> [Farewell] {
        let front = keepers.filter(\.part.plan.isPublic)
        let others = keepers.filter { !$0.part.plan.isPublic }
        let farewells = await Self.stop(front) + Self.stop(others)
        await scope.drained(
            by: scope.loop.now.advanced(byMilliseconds: Patience.burialMilliseconds))
        for keeper in keepers { await keeper.probe.close() }
        return farewells
    }

    private static func stop(_ keepers: [Keeper]) async -> [Farewell] {
        await withTaskGroup(of: (Int, Farewell).self) { group in
            for (place, keeper) in keepers.enumerated() {
                group.addTask(executorPreference: keeper.loop) { (place, await keeper.stop()) }
            }
            var farewells: [(Int, Farewell)] = []
            for await farewell in group { farewells.append(farewell) }
            return farewells.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}

// MARK: - What it tells

extension Supervision {
    func report(_ supervisor: ProcessReport) -> SystemReport {
        SystemReport(
            phase: file.topology.phase, about: file.topology.about, topology: file.path,
            url: "http://\(publicAddress)", processes: keepers.map(\.report) + [supervisor])
    }
}

extension Keeper {
    fileprivate var report: ProcessReport {
        let now = now
        return ProcessReport(
            name: part.name, program: part.plan.program, pid: now.child.map { Int($0.id) },
            state: now.state, note: now.note,
            milliseconds: Int(loop.now.nanoseconds(since: now.since) / 1_000_000),
            restarts: now.restarts, memoryBytes: now.child?.identity?.memoryBytes,
            store: part.store, storeBytes: part.store.map(Self.sizeInBytes))
    }

    /// Of a database with what it has written and not yet put in its place.
    private static func sizeInBytes(of store: String) -> Int {
        Folder.sizeInBytes(of: store) + Folder.sizeInBytes(of: "\(store)-wal")
    }
}
