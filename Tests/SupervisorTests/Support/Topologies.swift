/// Phases that need no business: the probe serves, and stores.
enum Topologies {
    static let two = phase(
        beside: #"{"name": "beside", "program": "platform-probe", "arguments": []}"#,
        """
        {
            "name": "front", "program": "platform-probe",
            "arguments": ["--data", "{data}/front", "--upstream", "{url:beside}"],
            "store": "{data}/front", "public": true
        }
        """)

    /// Ends at once, for what it is told makes no sense to it.
    static let crashing = one(#""platform-probe", "arguments": ["--colour", "red"]"#)

    /// Lives, and never serves.
    static let mute = one(#""baedal", "arguments": ["logs", "front", "--follow"]"#)

    static func one(_ program: String) -> String {
        phase(#"{"name": "front", "public": true, "program": \#(program)}"#)
    }

    static func phase(beside: String = "", _ processes: String) -> String {
        """
        {
            "phase": 1, "about": "a probe",
            "picture": ["you --> {url}"],
            "next": [{"command": "curl {url}/static", "what": "a list"}],
            "beside": [\(beside)],
            "processes": [\(processes)]
        }
        """
    }
}
