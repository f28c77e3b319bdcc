import Glibc
public import Processes

/// A folder of a test's own on the real disk, gone with all that is in it when nobody holds this.
public final class TestFolder: Sendable {
    public struct NotMade: Error { let code: Int32 }

    public let path: String

    public init() throws(NotMade) {
        path = try Self.make()
    }

    deinit {
        do { try Folder(path).remove() } catch { print("\(path) was left behind: \(error)") }
    }

    /// The path of a new folder, for a test that looks after it itself.
    public static func make() throws(NotMade) -> String {
        // The letters at the end are mkdtemp's mark: it puts a free name in their place.
        var template = Array("/tmp/baedal-test-XXXXXX".utf8CString)
        guard let path = mkdtemp(&template).map({ String(cString: $0) }) else {
            throw NotMade(code: errno)
        }
        return path
    }

    /// What lies in it, sorted.
    public func names() throws(FileFault) -> [String] {
        try Folder(path).names()
    }
}
