import Processes
import Supervisor

enum ProcessRecords {
    static func left(by site: Site) throws -> [String] {
        try ProcessRecord.left(in: site.folder).map(\.name)
    }
}
