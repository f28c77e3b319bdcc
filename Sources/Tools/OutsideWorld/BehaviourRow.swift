import ProviderAPI
import Storage

extension Reader {
    func behaviour() throws -> Behaviour {
        let found = try first(
            """
            SELECT latency_milliseconds, jitter_milliseconds, charge_failure_percent,
                ask_failure_percent, push_failure_percent, is_down
            FROM behaviour
            """
        ) { row in
            var behaviour = Behaviour()
            behaviour.latencyMilliseconds = try row[0]
            behaviour.jitterMilliseconds = try row[1]
            behaviour.chargeFailurePercent = try row[2]
            behaviour.askFailurePercent = try row[3]
            behaviour.pushFailurePercent = try row[4]
            behaviour.isDown = try row[5]
            return behaviour
        }
        guard let found else { throw StorageError.corrupt("the behaviour is gone") }
        return found
    }
}

extension Transaction {
    func set(_ behaviour: Behaviour) throws {
        try run(
            """
            UPDATE behaviour SET latency_milliseconds = ?, jitter_milliseconds = ?,
                charge_failure_percent = ?, ask_failure_percent = ?, push_failure_percent = ?,
                is_down = ?
            """, behaviour.latencyMilliseconds, behaviour.jitterMilliseconds,
            behaviour.chargeFailurePercent, behaviour.askFailurePercent,
            behaviour.pushFailurePercent, behaviour.isDown)
    }
}
