import EventLoop
import Glibc
import Identity

/// Published test vectors, kept as their publisher wrote them in `Tests/Vectors`.
struct VectorFile {
    /// The records in order, each the `Name = value` lines that stand together.
    let records: [[String: String]]

    init(_ path: String, besides testFile: String = #filePath) throws {
        let root = testFile.split(separator: "/").dropLast(3).joined(separator: "/")
        var records: [[String: String]] = [[:]]
        for line in try TextFile.lines(of: "/\(root)/Vectors/\(path)") {
            if line.isEmpty, records.last?.isEmpty == false { records.append([:]) }
            let parts = line.split(separator: " ")
            guard parts.count == 3, parts[1] == "=" else { continue }
            records[records.count - 1][String(parts[0])] = String(parts[2])
        }
        self.records = records.filter { !$0.isEmpty }
    }
}

/// The bytes that a text of hexadecimal digits stands for; spaces and line ends are skipped.
func bytes(hex text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    precondition(digits.count.isMultiple(of: 2), "half a byte is left over")
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
}

extension Digest {
    var bytes: [UInt8] {
        withBytes { bytes in bytes.indices.map { bytes[$0] } }
    }
}

extension SeededGenerator {
    mutating func bytes(count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }
}
