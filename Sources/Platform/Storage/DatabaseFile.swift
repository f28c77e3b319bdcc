/// Where a database lies: a path, on the real disk or on a simulated one.
public struct DatabaseFile: Sendable {
    public let path: String
    public let disk: Disk

    public init(path: String, on disk: Disk = .real) {
        self.path = path
        self.disk = disk
    }
}
