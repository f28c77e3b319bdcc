import CSQLite

extension Connection {
    /// A caller's statement that committed, or put off foreign keys, would decide over its whole
    /// group; one that changed a setting, over all that come after it. SQLite asks here for each
    /// thing that a statement would do, once, when it is parsed.
    func holdCallersToTheirRights() {
        sqlite3_set_authorizer(
            handle,
            { connection, action, subject, _, _, _ in
                guard let connection else { return SQLITE_DENY }
                let isForCaller = Unmanaged<Connection>.fromOpaque(connection)
                    .takeUnretainedValue().isPreparingForCaller
                return isForCaller && CallersRights.forbid(action, subject)
                    ? SQLITE_DENY : SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }
}

private enum CallersRights {
    static func forbid(_ action: Int32, _ subject: UnsafePointer<CChar>?) -> Bool {
        switch action {
        case SQLITE_TRANSACTION, SQLITE_SAVEPOINT, SQLITE_ATTACH, SQLITE_DETACH:
            true
        case SQLITE_PRAGMA:
            // A full-text index asks for this one by itself, and it changes nothing.
            subject.map { String(cString: $0) } != "data_version"
        default:
            false
        }
    }
}
