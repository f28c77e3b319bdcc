import Glibc

/// Small files of lines, for tests.
enum TextFile {
    struct Unusable: Error { let path: String }

    static func lines(of path: String) throws(Unusable) -> [Substring] {
        guard let file = fopen(path, "r") else { throw Unusable(path: path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
        return String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
    }

    static func write(_ lines: [String], to path: String) throws(Unusable) {
        guard let file = fopen(path, "w") else { throw Unusable(path: path) }
        let isWritten = lines.allSatisfy { fputs($0 + "\n", file) >= 0 }
        guard fclose(file) == 0, isWritten else { throw Unusable(path: path) }
    }
}
