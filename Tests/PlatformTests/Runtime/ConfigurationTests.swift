import EventLoop
import Resilience
import Runtime
import Testing

@Suite struct ConfigurationTests {
    private enum Told {
        static let port = Setting("port", .port, default: 8080, "Where it listens.")
        static let limit = Setting(
            "wait-limit", .number(1...60_000, unit: "milliseconds"), default: 500, "How long.")
        static let upstream = Setting(optional: "upstream", .httpAddress, "Where it calls.")
        static let data = Setting(required: "data", .path, "Where it keeps its data.")
        static let key = Setting(
            required: "token-key", .secret(bytes: 8...32), "What it signs with.")
        static let without = Setting(
            "without", .safeguards(Safeguard.resilience), default: .nothing,
            variable: "HOUSE_WITHOUT", "What it does without.")
        static let form = ConfigurationForm(
            "demo", prefix: "DEMO", about: "a demonstration.", port, limit, upstream, data, key,
            without)
    }

    private static let enough = ["DEMO_DATA": "/data", "DEMO_TOKEN_KEY": "open sesame"]

    private func read(
        _ arguments: String..., variables: [String: String] = [:]
    ) throws -> Configuration {
        let all = Self.enough.merging(variables) { $1 }
        return try #require(try Told.form.read(arguments: arguments, variables: all))
    }

    private func problems(
        _ arguments: [String], _ variables: [String: String] = enough
    ) -> [String] {
        do throws(ConfigurationProblems) {
            _ = try Told.form.read(arguments: arguments, variables: variables)
            return []
        } catch {
            return error.all.map(\.description)
        }
    }

    // MARK: Values

    @Test func `what is left out is as the form says`() throws {
        let told = try read()
        #expect(told[Told.port] == 8080)
        #expect(told[Told.limit] == 500)
        #expect(told[Told.upstream] == nil)
        #expect(told[Told.data] == "/data")
        #expect(told[Told.key].bytes == Array("open sesame".utf8))
    }

    @Test func `a flag goes before a variable, and may be written in two ways`() throws {
        let variables = ["DEMO_PORT": "1", "DEMO_WAIT_LIMIT": "2"]
        #expect(try read(variables: variables)[Told.port] == 1)
        let told = try read("--port", "3", "--wait-limit=4", variables: variables)
        #expect(told[Told.port] == 3 && told[Told.limit] == 4)
        let upstream = try read("--upstream=http://localhost:9")[Told.upstream]
        #expect(upstream == .tcp(host: "127.0.0.1", port: 9))
    }

    @Test func `safeguards are switched off by name, in a shared variable`() throws {
        let without = try read(variables: ["HOUSE_WITHOUT": "breaker,retry"])[Told.without]
        #expect(without.contains(.breaker) && without.contains(.retry))
        #expect(!without.contains(.bulkhead))
    }

    @Test func `variables of others are no business of ours`() throws {
        #expect(throws: Never.self) {
            try read(variables: ["PATH": "/bin", "DEMOCRACY": "yes", "OTHER_PORT": "x"])
        }
    }

    // MARK: Problems

    @Test func `a value that is not allowed is told with its name, and with what is`() {
        #expect(
            problems(["--wait-limit", "0"])
                == ["--wait-limit is \"0\": it must be a number from 1 to 60000 milliseconds"])
        let variables = Self.enough.merging(["DEMO_PORT": "66000"]) { $1 }
        #expect(
            problems([], variables)
                == ["DEMO_PORT is \"66000\": it must be a port from 0 to 65535"])
    }

    @Test(arguments: ["", "80x", " 80", "-1", "0x50", "65536", "８０"])
    func `what is nearly a port is none`(text: String) {
        #expect(problems(["--port", text]).count == 1)
    }

    @Test func `a flag or a variable that nobody reads is an error`() {
        #expect(
            problems(["--prot", "80"]).first?.hasPrefix(
                "there is no option --prot: use --port, --wait-limit, --upstream, --data") == true)
        let variables = Self.enough.merging(["DEMO_PROT": "80"]) { $1 }
        #expect(problems([], variables).first?.hasPrefix("DEMO_PROT is set, but no") == true)
    }

    @Test func `an unknown switch is told with those there are`() {
        let variables = Self.enough.merging(["HOUSE_WITHOUT": "braker"]) { $1 }
        let told = problems([], variables)
        #expect(told.count == 1 && told[0].contains("braker") && told[0].contains("breaker"))
    }

    @Test func `a flag without a value, and one that comes twice`() {
        #expect(problems(["--port"]) == ["--port has no value: write --port VALUE"])
        #expect(
            problems(["--port", "1", "--port=2"]) == ["--port is given twice: leave one out"])
    }

    @Test func `all that is wrong is told at once`() {
        let told = problems(["--port", "x", "--nothing", "--wait-limit", "y"], [:])
        #expect(told.count == 5)
        #expect(told.contains { $0.hasPrefix("--data is missing: give it, or set DEMO_DATA") })
        #expect(told.contains { $0.hasPrefix("DEMO_TOKEN_KEY is not set") })
    }

    @Test func `values and command lines have a limit`() {
        let long = String(repeating: "x", count: ConfigurationForm.mostValueBytes + 1)
        #expect(problems(["--data", long]) == ["--data is longer than 4096 bytes: shorten it"])
        let many = Array(repeating: "--port=1", count: ConfigurationForm.mostArguments + 1)
        #expect(problems(many).contains { $0.contains("more than 256 arguments") })
    }

    // MARK: Secrets

    @Test func `a secret is no flag, and no message shows one`() throws {
        #expect(
            problems(["--token-key", "open sesame"]) == [
                "--token-key would show a secret to every user of the machine: "
                    + "set DEMO_TOKEN_KEY instead"
            ])
        let told = problems([], ["DEMO_DATA": "/", "DEMO_TOKEN_KEY": "sesame"])
        #expect(told == ["DEMO_TOKEN_KEY, which is not shown, must be a secret of 8 to 32 bytes"])
        let key = try read()[Told.key]
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!"\(key) \(String(reflecting: key)) \(dumped)".contains("sesame"))
    }

    // MARK: Help

    @Test func `help is asked for by one word among any others`() throws {
        let read = try Told.form.read(arguments: ["--port", "--help"], variables: [:])
        if read != nil { Issue.record("the process would start") }
    }

    @Test func `help tells all that there is to know of each setting`() {
        let help = Told.form.help
        #expect(help.hasPrefix("demo: a demonstration.\n"))
        #expect(
            help.contains(
                """
                  --wait-limit VALUE  or  DEMO_WAIT_LIMIT=VALUE
                      How long.
                      a number from 1 to 60000 milliseconds; 500 milliseconds when left out
                """))
        #expect(help.contains("\n  DEMO_TOKEN_KEY=VALUE\n"))
        #expect(help.contains("a path, 1 to 1024 bytes; must be given"))
        #expect(help.contains("HOUSE_WITHOUT=VALUE"))
    }
}
