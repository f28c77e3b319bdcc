import Glibc

/// The files of the checkout that these tests were built from.
enum Checkout {
    /// Read once: every rule looks at the same house.
    static let house = House(
        files: ["Sources", "Tests"].flatMap(filePaths(under:))
            .filter { path in [".swift", ".c", ".h"].contains(where: path.hasSuffix) }
            .map { SourceFile($0, text(of: $0)) },
        manifest: Manifest(text(of: "Package.swift")))

    /// `#filePath` is `ROOT/Tests/ArchitectureTests/Reading/Checkout.swift`.
    private static let root: String = {
        let folders = #filePath.split(separator: "/").dropLast(4)
        return "/" + folders.joined(separator: "/")
    }()

    /// In the order of their names, so that reports do not change from one disk to the next.
    private static func filePaths(under path: String) -> [String] {
        guard let folder = opendir("\(root)/\(path)") else {
            precondition(errno == ENOTDIR, "\(path) cannot be read: errno \(errno)")
            return [path]
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted().flatMap { filePaths(under: "\(path)/\($0)") }
    }

    private static func text(of path: String) -> String {
        guard let file = fopen("\(root)/\(path)", "r") else {
            preconditionFailure("\(path) cannot be read: errno \(errno)")
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
