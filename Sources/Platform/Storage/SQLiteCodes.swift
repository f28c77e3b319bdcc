import CSQLite

/// Where SQLite's numbers become our errors, and the only place that knows them.
extension StorageError {
    /// The error a connection has just met with `code`.
    init(_ code: Int32, on connection: OpaquePointer?, stoppedBy stop: StopSign? = nil) {
        let extended = connection.map { sqlite3_extended_errcode($0) } ?? code
        // The connection's own error may be an older one; trust it only when it is about this code.
        let isAboutThis = extended & 0xff == code & 0xff
        let message =
            isAboutThis ? connection.map { String(cString: sqlite3_errmsg($0)) } : nil
        self.init(
            code: isAboutThis ? extended : code,
            message: message ?? String(cString: sqlite3_errstr(code)), stoppedBy: stop)
    }

    private init(code: Int32, message: String, stoppedBy stop: StopSign?) {
        switch code & 0xff {
        case SQLITE_CONSTRAINT: self = .constraint(Constraint(code: code, message: message))
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy
        case SQLITE_FULL: self = .full
        case SQLITE_READONLY, SQLITE_PERM: self = .readOnly
        case SQLITE_IOERR: self = .inputOutput("\(message) \(code)")
        case SQLITE_CORRUPT: self = .corrupt(message)
        case SQLITE_INTERRUPT: self = .interrupted(stop?.reason ?? .cancelled)
        case SQLITE_NOTADB: self = .notOurs(path: "the file", reason: message)
        case SQLITE_CANTOPEN: self = .cannotOpen(path: "the file", reason: message)
        default: self = .other(code: Int(code), message: message)
        }
    }
}

extension StorageError.Constraint {
    /// "UNIQUE constraint failed: coupons.code" and its like.
    fileprivate init(code: Int32, message: String) {
        let name = message.utf8.firstIndex(of: UInt8(ascii: ":")).map { colon in
            String(message[message.index(after: colon)...].drop { $0 == " " })
        }
        self.init(kind: Kind(code: code), name: name ?? "")
    }
}

extension StorageError.Constraint.Kind {
    /// The extended codes are macros that Swift does not import: the kind stands in the upper byte.
    fileprivate init(code: Int32) {
        switch code >> 8 {
        case 1: self = .check
        case 3: self = .foreignKey
        case 5: self = .notNull
        case 6, 10: self = .primaryKey
        case 7: self = .trigger
        case 8: self = .unique
        case 12: self = .dataType
        default: self = .other
        }
    }
}
