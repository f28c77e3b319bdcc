import Glibc

/// The scenarios of the files and folders that were named.
struct ScenarioFiles {
    static let mostDepth = 8
    static let ending = ".hurl"

    /// A file, and its name in reports: its path below the folder that was asked for.
    struct Found: Hashable {
        let path: String
        let name: String
    }

    /// By name, each file once.
    static func find(_ paths: [String]) throws(Refusal) -> [Found] {
        var found: [Found] = []
        for path in paths {
            if isFolder(path) {
                try find(in: path, below: "", depth: 0, &found)
            } else {
                guard path.hasSuffix(ending) else {
                    throw Refusal("\(path) is neither a folder nor a \(ending) file")
                }
                found.append(Found(path: path, name: String(path.dropLast(ending.count))))
            }
        }
        var seen: Set<String> = []
        return found.filter { seen.insert($0.path).inserted }.sorted { $0.name < $1.name }
    }

    private static func find(
        in folder: String, below prefix: String, depth: Int, _ found: inout [Found]
    ) throws(Refusal) {
        guard depth < mostDepth else {
            throw Refusal("\(folder) is more than \(mostDepth) folders deep")
        }
        for entry in try names(in: folder) where !entry.hasPrefix(".") {
            let path = folder.hasSuffix("/") ? folder + entry : "\(folder)/\(entry)"
            if isFolder(path) {
                try find(in: path, below: "\(prefix)\(entry)/", depth: depth + 1, &found)
            } else if entry.hasSuffix(ending) {
                found.append(
                    Found(path: path, name: prefix + String(entry.dropLast(ending.count))))
            }
        }
    }

    private static func names(in folder: String) throws(Refusal) -> [String] {
        guard let stream = opendir(folder) else { throw refusal(folder) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            names.append(name)
        }
        return names
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    // MARK: - Contents

    /// All of a file, which must not be longer than a scenario may be.
    static func read(_ path: String) throws(Refusal) -> [UInt8] {
        guard let file = fopen(path, "r") else { throw refusal(path) }
        defer { fclose(file) }
        // One more than is allowed, so that the reader sees that it is too long.
        var octets = [UInt8](repeating: 0, count: SourceText.mostBytes + 1)
        let count = fread(&octets, 1, octets.count, file)
        guard ferror(file) == 0 else { throw refusal(path) }
        return Array(octets[..<count])
    }

    static func write(_ text: String, to path: String) throws(Refusal) {
        guard let file = fopen(path, "w") else { throw refusal(path) }
        let isWritten = fputs(text, file) >= 0
        guard fclose(file) == 0, isWritten else { throw refusal(path) }
    }

    private static func refusal(_ path: String) -> Refusal {
        Refusal("\(path): \(String(cString: strerror(errno)))")
    }
}
