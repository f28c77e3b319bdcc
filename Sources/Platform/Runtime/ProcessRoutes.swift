public import HTTP
import JSON
import Telemetry

extension Router {
    /// What every process answers: `/livez`, whether its loops turn, and so whether it should be
    /// killed and started again; `/readyz`, whether it should get requests now; `/metrics`.
    public mutating func addProcessRoutes(
        of lifecycle: Lifecycle, in environment: Environment,
        stuckAfterMilliseconds limit: Int = Liveness.limitMilliseconds
    ) {
        let liveness = Liveness(of: environment.loops, limitMilliseconds: limit)
        on(.get, "/livez") { _ in
            let stuck = await liveness.stuckLoops()
            return .health(stuck.map { HealthProblem(part: $0, reason: "does not turn") })
        }
        on(.get, "/readyz") { _ in
            .health(
                lifecycle.unreadiness().map { HealthProblem(part: $0.part, reason: $0.reason) })
        }
        let telemetry = environment.telemetry
        on(.get, "/metrics", handler: telemetry.metrics.handler(telemetry.loopMetrics))
    }
}

extension Response {
    fileprivate static func health(_ problems: [HealthProblem]) -> Response {
        .json(Health(problems: problems), problems.isEmpty ? .ok : .serviceUnavailable)
    }
}

private struct Health: JSONWritable {
    let problems: [HealthProblem]

    func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("status", problems.isEmpty ? "ok" : "unavailable")
            $0.field("problems", problems)
        }
    }
}

private struct HealthProblem: JSONWritable {
    let part: String
    let reason: String

    func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("part", part)
            $0.field("reason", reason)
        }
    }
}
