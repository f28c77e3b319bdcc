import EventLoop
import Glibc
public import Storage

/// A folder in which a process keeps its databases.
public struct DataFolder: Sendable {
    public let path: String
    private let environment: Environment

    fileprivate init(path: String, of environment: Environment) {
        self.path = path
        self.environment = environment
    }

    /// Opens a database of this folder, and takes its lease in the name of the process.
    public func open(
        _ name: String, schema: Schema, settings: Settings = Settings()
    ) throws(StorageError) -> Database {
        let file = DatabaseFile(path: "\(path)/\(name).db", on: environment.disk)
        let holder = environment.name
        switch environment.world {
        case .real:
            return try Database(file, schema: schema, holder: holder, settings: settings)
        case .simulated(let simulation):
            var settings = settings
            settings.background = .inline
            settings.writerPlace = .callingLoop
            let database = try Database(file, schema: schema, holder: holder, settings: settings)
            // The tasks of a process that crashed hang for ever, and what they hold with them.
            simulation.whenEnded { database.abandon() }
            return database
        }
    }
}

extension Environment {
    /// The folder at `path`, made if it is not there; its own folder must be.
    public func folder(_ path: String) throws(StartFailure) -> DataFolder {
        if case .real = disk {
            if mkdir(path, 0o700) != 0, errno != EEXIST {
                throw .cannotMakeFolder(path, SystemError(call: "mkdir", code: errno))
            }
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                throw .cannotMakeFolder(path, SystemError(call: "mkdir", code: ENOTDIR))
            }
            guard access(path, W_OK | X_OK) == 0 else {
                throw .cannotMakeFolder(path, SystemError(call: "access", code: errno))
            }
        }
        return DataFolder(path: path, of: self)
    }
}
