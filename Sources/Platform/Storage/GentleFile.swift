import CSQLite
import Glibc

/// A database file as a checkpoint writes it beside work that is waited for: in portions, with room
/// between them.
///
/// SQLite copies a log in one call. On a core that a loop fills, the thread would do so for a whole
/// time slice (4 ms) whenever it gets the core; and one sync at the end would put thousands of pages
/// in front of the log's next sync, for which everybody waits.
final class GentleFile {
    /// Half a millisecond's work.
    private static let pagesBeforeYield = 64
    private static let pagesBeforeSync = 128

    /// What SQLite calls, and behind it what is needed when it does.
    private struct Calls {
        var table: sqlite3_io_methods
        let original: UnsafePointer<sqlite3_io_methods>
        var written = 0
    }

    private let calls: UnsafeMutablePointer<Calls>

    /// The file's other calls stay as they are. Lives longer than the file is open.
    init(_ file: UnsafeMutablePointer<sqlite3_file>, _ original: UnsafePointer<sqlite3_io_methods>)
    {
        var table = original.pointee
        table.xWrite = { file, bytes, count, offset in
            guard let file, let table = file.pointee.pMethods else { return SQLITE_IOERR }
            let calls = UnsafeMutableRawPointer(mutating: table).assumingMemoryBound(to: Calls.self)
            let code = calls.pointee.original.pointee.xWrite(file, bytes, count, offset)
            return code == SQLITE_OK ? GentleFile.giveWay(file, calls) : code
        }
        calls = .allocate(capacity: 1)
        calls.initialize(to: Calls(table: table, original: original))
        file.pointee.pMethods = UnsafeRawPointer(calls).assumingMemoryBound(
            to: sqlite3_io_methods.self)
    }

    deinit {
        calls.deallocate()
    }

    private static func giveWay(
        _ file: UnsafeMutablePointer<sqlite3_file>, _ calls: UnsafeMutablePointer<Calls>
    ) -> Int32 {
        calls.pointee.written += 1
        if calls.pointee.written.isMultiple(of: pagesBeforeYield) { sched_yield() }
        guard calls.pointee.written.isMultiple(of: pagesBeforeSync) else { return SQLITE_OK }
        return calls.pointee.original.syncData(of: file)
    }
}
