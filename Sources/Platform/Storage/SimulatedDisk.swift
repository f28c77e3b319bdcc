import CSQLite
import EventLoop

/// A disk in memory, on which a power cut loses what was not synced: for simulations, and for tests
/// of what storage promises.
///
/// At the cut, chance decides sector by sector what of the unsynced got through, so that what comes
/// back is torn as it would be. Everything it decides follows from its seed.
public final class SimulatedDisk: Sendable {
    public enum Operation: Sendable {
        case read, write, sync
    }

    struct State {
        var files: [String: SimulatedFile] = [:]
        var random: SeededGenerator
        var boots = 0
        var isOff = false
        var operationsUntilCut = Int.max
        var capacityBytes = Int.max
        var failures: [Operation: (spared: Int, count: Int)] = [:]
        var counts: [Operation: Int] = [:]

        var usedBytes: Int { files.values.reduce(0) { $0 + $1.bytes.count } }
    }

    let state: Lock<State>
    private let driver: SimulatedDriver

    public init(seed: UInt64) {
        state = Lock(State(random: SeededGenerator(seed: seed)))
        driver = SimulatedDriver()
        driver.register(self)
    }

    /// A name that no other disk of this process has while this one is there.
    var vfsName: String { driver.name }
    var gatheringVFSName: String? { driver.gathering?.name }

    /// How many reads, writes and syncs there were: what `cutPower(afterOperations:)` counts.
    public var operations: Int { state.withLock { $0.counts.values.reduce(0, +) } }
    public var writes: Int { state.withLock { $0.counts[.write, default: 0] } }
    public var syncs: Int { state.withLock { $0.counts[.sync, default: 0] } }
    public var usedBytes: Int { state.withLock { $0.usedBytes } }

    /// Writes that would let the files grow beyond this fail, as on a full disk.
    public func setCapacity(bytes: Int) {
        state.withLock { $0.capacityBytes = bytes }
    }

    /// The next `count` operations of this kind fail with an I/O error, after so many that do not.
    public func fail(_ operation: Operation, count: Int = 1, after spared: Int = 0) {
        state.withLock { $0.failures[operation] = (spared, count) }
    }

    /// Cuts the power at the operation after so many more: it and all that follow fail, until
    /// `powerOn`.
    public func cutPower(afterOperations count: Int = 0) {
        state.withLock { state in
            state.operationsUntilCut = count
            if count == 0 { state.losePower() }
        }
    }

    /// Whoever had files open keeps failing; whoever opens them now finds what got through.
    public func powerOn() {
        state.withLock { state in
            if !state.isOff { state.losePower() }
            state.isOff = false
        }
    }

    /// Bytes that rot: what is there is replaced without anybody having written it.
    public func overwrite(_ path: String, at offset: Int, with bytes: [UInt8]) {
        state.withLock { state in
            bytes.withUnsafeBytes { state.files[path]?.write($0, at: offset) }
            state.files[path]?.sync()
        }
    }

    func contains(_ path: String) -> Bool {
        state.withLock { $0.files[path] != nil }
    }

    func remove(_ path: String) {
        state.withLock { _ = $0.files.removeValue(forKey: path) }
    }

    func rename(_ path: String, to target: String) {
        state.withLock { state in
            state.files[target] = state.files.removeValue(forKey: path)
            state.files[target]?.sync()
        }
    }
}

extension SimulatedDisk.State {
    mutating func losePower() {
        isOff = true
        boots += 1
        operationsUntilCut = .max
        for path in files.keys.sorted() {
            guard let file = files[path] else { continue }
            if !file.isNameSynced, Bool.random(using: &random) { files[path] = nil }
            file.losePower(&random)
        }
    }

    /// What befalls an operation that is about to happen: nil when it works.
    mutating func fate(of operation: SimulatedDisk.Operation, since boot: Int) -> Int32? {
        guard !isOff, boot == boots else { return SQLITE_IOERR }
        counts[operation, default: 0] += 1
        operationsUntilCut -= operationsUntilCut == .max ? 0 : 1
        if operationsUntilCut <= 0 {
            losePower()
            return SQLITE_IOERR
        }
        guard let (spared, count) = failures[operation], count > 0 else { return nil }
        failures[operation] = spared > 0 ? (spared - 1, count) : (0, count - 1)
        return spared > 0 ? nil : SQLITE_IOERR
    }

    func hasRoom(for bytes: Int) -> Bool {
        capacityBytes == .max || usedBytes + bytes <= capacityBytes
    }
}
