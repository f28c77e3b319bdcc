import JSON
import Processes

/// A topology, and where it was found.
public struct TopologyFile: Sendable {
    public let path: String
    public let topology: Topology

    /// What is wrong with it, with its place: a line, or a JSON pointer.
    public struct Fault: Error, CustomStringConvertible {
        public let description: String
    }

    public init(_ path: String) throws(Fault) {
        self.path = path
        let text: [UInt8]
        do throws(FileFault) {
            text = try TextFile.bytes(of: path)
        } catch {
            throw Fault(description: "\(error)")
        }
        do throws(JSONError) {
            topology = try JSON(parsing: text).read()
        } catch {
            switch error {
            case .malformed(let flaw, let offset):
                let line = text[..<offset].count { $0 == UInt8(ascii: "\n") } + 1
                throw Fault(description: "\(path):\(line): \(flaw)")
            case .excessive, .missing, .mismatch:
                throw Fault(description: "\(path): \(error)")
            }
        }
    }

    /// The one in `phases/N-…`.
    public static func of(phase: Int) throws(Fault) -> TopologyFile {
        let folder = "phases"
        let names: [String]
        do throws(FileFault) {
            names = try Folder(folder).names()
        } catch {
            throw Fault(description: "there is no folder \(folder) here: go to the repository")
        }
        guard let name = names.first(where: { $0.hasPrefix("\(phase)-") }) else {
            throw Fault(description: "there is no phase \(phase) in \(folder)")
        }
        return try TopologyFile("\(folder)/\(name)/topology.json")
    }
}
