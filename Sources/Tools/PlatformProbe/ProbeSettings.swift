import EventLoop
import Runtime

/// What can be told to the probe.
enum ProbeSettings {
    static let port = Setting(
        "port", .port, default: 8099,
        "Where it listens, on 127.0.0.1. With 0 the system chooses a port.")

    static let upstream = Setting(
        optional: "upstream", .httpAddress, "Where /proxy/… goes.")

    static let data = Setting(
        optional: "data", .path,
        "The folder of its database; without one there is no /row and no /write.")

    static let telemetry = Setting(
        "telemetry", .choice, default: true, "Whether requests are counted, traced and logged.")

    static let form = ConfigurationForm(
        "platform-probe", prefix: "PROBE",
        about: "the platform alone, for benchmarks, conformance and fuzz suites.",
        notes: """
            GET /static   2 KB of JSON, fixed     GET /encoded   the same, encoded a request
            POST /echo    the body sent           GET /proxy/…   forwards to the upstream
            GET /row/N    one of 1,000 rows       POST /write    five rows, durable when answered
            GET /livez    GET /readyz
            """,
        port, upstream, data, telemetry)
}
