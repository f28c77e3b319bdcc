import EventLoop
import Processes

/// A process of the topology with everything in its hands that it is started with.
struct Part: Sendable {
    let plan: ProcessPlan
    let start: ProgramStart
    /// Open before it starts and after it ends: who comes meanwhile waits.
    let socket: ListeningSocket
    let store: String?
    let log: LogFile
    /// How much earlier runs have written there.
    let logBytesBefore: Int
    let record: ProcessRecord

    var name: String { plan.name }

    /// For the C library, which reads it before `main`, so it cannot be said in the program.
    ///
    /// A thread keeps seven freed pieces of a size at hand, and an order frees more: with 127 of them it
    /// costs 5 % less. And memory in large pages, where a process wants megabytes: 4 % more orders.
    private static let variables = [
        "GLIBC_TUNABLES":
            "glibc.malloc.tcache_count=127:glibc.malloc.mxfast=0:glibc.malloc.hugetlb=1"
    ]

    /// All of a topology, in its order.
    static func all(
        of topology: Topology, publicSocket: ListeningSocket, in folder: RunFolder
    ) throws(SystemError) -> [Part] {
        var sockets: [ListeningSocket] = []
        for plan in topology.all {
            sockets.append(plan.isPublic ? publicSocket : try ListeningSocket(port: 0))
        }
        let urls = zip(topology.all, sockets).map { (name: $0.name, url: "http://\($1.address)") }
        let places = Placeholders(folder, urls: urls)
        return zip(topology.all, sockets).map { plan, socket in
            var start = ProgramStart(
                "\(ThisProgram.folder)/\(plan.program)", plan.arguments.map(places.fill))
            start.socket = socket
            start.variables = Self.variables
            let log = folder.log(of: plan.name)
            return Part(
                plan: plan, start: start, socket: socket, store: plan.store.map(places.fill),
                log: log, logBytesBefore: log.sizeInBytes,
                record: ProcessRecord(of: plan.name, in: folder))
        }
    }
}
