import EventLoop

/// The command line of the probe.
struct Options {
    var port: UInt16 = 8099
    var loops = EventLoops.coreCount
    var upstream: Address?
    var database: String?

    static let help = """
        platform-probe: the platform alone, for benchmarks, conformance and fuzz suites.

          --port N          listen on 127.0.0.1:N (8099; 0 lets the system choose)
          --loops K         event loops, one a core by default (1 to \(EventLoops.most))
          --upstream URL    where /proxy/… goes, such as http://127.0.0.1:9000
          --database PATH   where /row and /write keep their rows; made when it is not there
          --help            this text

        GET /static   2 KB of JSON, fixed     GET /encoded   the same, encoded a request
        POST /echo    the body sent           GET /proxy/…   forwards to the upstream
        GET /row/N    one of 1,000 rows       POST /write    five rows, durable when answered
        GET /livez    200
        """

    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    /// Nil when only the help was asked for.
    init?(_ arguments: [String]) throws(Problem) {
        var rest = arguments.dropFirst()
        while let flag = rest.popFirst() {
            if flag == "--help" { return nil }
            guard ["--port", "--loops", "--upstream", "--database"].contains(flag) else {
                throw Problem(description: "unknown option \(flag)")
            }
            guard let value = rest.popFirst() else {
                throw Problem(description: "\(flag) needs a value")
            }
            try set(flag, value)
        }
    }

    private mutating func set(_ flag: String, _ value: String) throws(Problem) {
        switch flag {
        case "--port":
            guard let port = UInt16(value) else {
                throw Problem(description: "--port is a number from 0 to 65535, not \(value)")
            }
            self.port = port
        case "--loops":
            guard let count = Int(value), (1...EventLoops.most).contains(count) else {
                throw Problem(description: "--loops is a number from 1 to \(EventLoops.most)")
            }
            loops = count
        case "--database":
            database = value
        default:
            let prefix = "http://"
            guard value.hasPrefix(prefix),
                let address = Address(String(value.dropFirst(prefix.count)))
            else { throw Problem(description: "--upstream is like http://127.0.0.1:9000") }
            upstream = address
        }
    }
}
