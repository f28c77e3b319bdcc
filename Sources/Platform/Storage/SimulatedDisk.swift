public final class SimulatedDisk: Sendable {
    let vfsName = "x"
    func remove(_ path: String) {}
    func rename(_ path: String, to: String) {}
}
