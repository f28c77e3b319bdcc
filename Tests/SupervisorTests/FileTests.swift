import EventLoop
import Glibc
import Processes
import TestFolders
import Testing

/// The files and the processes of the machine, as the platform gives them to tools.
@Suite struct FileTests {
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = try TestFolder()
        try body(folder.path)
    }

    @Test func `a text is written whole, and read again`() throws {
        try inFolder { folder in
            try TextFile.write("one\n", to: "\(folder)/a")
            try TextFile.write("two\n", to: "\(folder)/a")
            #expect(try TextFile.read("\(folder)/a") == "two\n")
            #expect(try Folder(folder).names() == ["a"])
        }
    }

    @Test func `a file that is not there is told as that`() throws {
        let fault = #expect(throws: FileFault.self) { try TextFile.read("/nowhere/at/all") }
        #expect(fault?.isMissing == true)
    }

    @Test func `a full disk is told in words`() {
        // The kernel's own full disk.
        let fault = #expect(throws: FileFault.self) {
            try LogFile("/dev/full").open().append(Array("x".utf8))
        }
        #expect("\(fault.map { "\($0)" } ?? "")" == "/dev/full: the disk is full: free some space")
    }

    @Test func `a log that is large begins anew, and its writer goes on`() throws {
        try inFolder { folder in
            let log = LogFile("\(folder)/a.log", mostBytes: 10)
            let output = try log.open()
            try output.append(Array("first\n".utf8))
            try log.rotateIfLarge()
            #expect(log.sizeInBytes == 6)
            try output.append(Array("second\n".utf8))
            try log.rotateIfLarge()
            try output.append(Array("third\n".utf8))
            #expect(try log.lastLines(5) == ["third"])
            #expect(try TextFile.read(log.olderPath) == "first\nsecond\n")
        }
    }

    @Test func `the last lines are those behind an offset, and no more than asked for`() throws {
        try inFolder { folder in
            let log = LogFile("\(folder)/a.log")
            #expect(try log.lastLines(3) == [])
            try log.open().append(Array("a\nb\nc\nd\n".utf8))
            #expect(try log.lastLines(3) == ["b", "c", "d"])
            #expect(try log.lastLines(3, behind: 4) == ["c", "d"])
            #expect(try log.lastLines(3, behind: 8) == [])
        }
    }

    @Test func `a lock is held by one, and let go of at its end`() throws {
        try inFolder { folder in
            let path = "\(folder)/lock"
            #expect(try LockFile.isHeld(path) == false)
            var lock = try LockFile(path)
            #expect(lock != nil)
            #expect(try LockFile(path) == nil)
            #expect(try LockFile.isHeld(path))
            try lock?.say("it is me")
            #expect(try TextFile.read(path) == "it is me")
            lock = nil
            #expect(try LockFile.isHeld(path) == false)
        }
    }

    @Test func `a folder is removed with all that is in it, and a link is not followed`() throws {
        try inFolder { folder in
            for name in ["kept", "gone", "gone/deep"] { try Folder("\(folder)/\(name)").make() }
            try TextFile.write("12345", to: "\(folder)/kept/a")
            try TextFile.write("123", to: "\(folder)/gone/deep/b")
            #expect(symlink("\(folder)/kept", "\(folder)/gone/link") == 0)
            #expect(Folder("\(folder)/gone/deep").sizeInBytes == 3)
            try Folder("\(folder)/gone").remove()
            #expect(try Folder(folder).names() == ["kept"])
            #expect(try TextFile.read("\(folder)/kept/a") == "12345")
        }
    }

    @Test func `a process is known again by its number and its beginning`() throws {
        let own = try #require(ProcessIdentity.own)
        #expect(own.isRunning && ProcessIdentity("\(own)\n") == own)
        #expect(ProcessIdentity("\(own.id) 1")?.isRunning == false)
        #expect(ProcessIdentity("0 1") == nil && ProcessIdentity("12") == nil)
        #expect(try #require(own.memoryBytes) > 1 << 20)
    }

    @Test func `who listens on a port is found`() throws {
        let socket = try ListeningSocket(port: 0)
        guard case .tcp(_, let port) = socket.address else { return }
        #expect(PortHolder.find(port)?.process == getpid())
    }
}
