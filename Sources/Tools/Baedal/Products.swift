import Processes
import Runtime
import Supervisor

/// The programs that a phase is made of, for whoever builds them.
struct Products {
    let phase: Int

    func run() throws -> Int32 {
        Screen.show(Self.names(of: try TopologyFile.of(phase: phase)).joined(separator: "\n"))
        return 0
    }

    /// Each once.
    private static func names(of file: TopologyFile) -> [String] {
        Set(file.topology.all.map(\.program)).sorted()
    }

    static func requireAll(of file: TopologyFile) throws(StartFailure) {
        let missing = names(of: file).filter { !ThisProgram.hasBeside($0) }
        guard let first = missing.first else { return }
        throw StartFailure(
            .unavailable,
            "\(file.path) names \(missing.joined(separator: ", ")), not built in "
                + "\(ThisProgram.folder): swift build --configuration release --product \(first)")
    }
}
