import JSON
import Processes
import Testing

@testable import Supervisor

@Suite struct TopologyTests {
    private func read(_ text: String) throws -> Topology {
        try JSON(parsing: Array(text.utf8)).read()
    }

    private func fault(_ process: String) -> String {
        do {
            _ = try read(Topologies.phase(process))
            return "none"
        } catch {
            return "\(error)"
        }
    }

    @Test func `the topologies of the repository can be read`() throws {
        let root = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
        let phases = try Folder("\(root)/phases").names().filter { $0.contains("-") }
        #expect(!phases.isEmpty)
        for phase in phases {
            let file = try TopologyFile("\(root)/phases/\(phase)/topology.json")
            #expect(phase.hasPrefix("\(file.topology.phase)-"))
        }
    }

    @Test func `places are filled with what only the supervisor knows`() throws {
        let plan = try read(Topologies.two).processes[0]
        let places = Placeholders(RunFolder(), urls: [("beside", "http://127.0.0.1:1")])
        #expect(
            plan.arguments.map(places.fill)
                == ["--data", ".baedal/data/front", "--upstream", "http://127.0.0.1:1"])
    }

    @Test(arguments: [
        (
            #"{"name": "a", "program": "p", "arguments": [], "public": true, "colour": 1}"#,
            "/processes/0/colour: expected nothing of that name"
        ),
        (
            #"{"name": "../a", "program": "p", "arguments": [], "public": true}"#,
            "/processes/0/name: expected 1 to 40 small letters"
        ),
        (
            #"{"name": "a", "program": "sh -c", "arguments": [], "public": true}"#,
            "/processes/0/program: expected 1 to 40 small letters"
        ),
        (#"{"name": "a", "program": "p", "public": true}"#, "/processes/0/arguments: is missing"),
        (
            #"{"name": "a", "program": "p", "arguments": ["-x", "{dta}"], "public": true}"#,
            "/processes/0/arguments/1: expected in braces data, secrets"
        ),
        (
            #"{"name": "a", "program": "p", "arguments": ["{url:b}"], "public": true}"#,
            "/processes/0/arguments/0: expected in braces data, secrets"
        ),
        (
            #"{"name": "a", "program": "p", "arguments": ["{data"], "public": true}"#,
            "/processes/0/arguments/0: expected in braces data, secrets"
        ),
        (#"{"name": "a", "program": "p", "arguments": []}"#, "/processes: expected at most 64"),
        (
            #"{"name": "a", "program": "p", "arguments": [], "public": true},"#
                + #"{"name": "a", "program": "p", "arguments": []}"#,
            "/processes/0/name: expected a name that no other process has"
        ),
    ])
    func `a slip is told by its place`(_ process: String, _ sentence: String) {
        #expect(fault(process).hasPrefix(sentence))
    }
}
