/// Sends the cases of the table to a server on loopback and compares what it answers.
struct RequestRunner: Sendable {
    let port: UInt16
    /// For one connection, all in all. It only runs out when something is wrong.
    var patienceMilliseconds = 5_000

    /// Everything wrong with the server's answers to one case, over all ways to deliver it.
    func complaints(about request: HostileRequest) -> [String] {
        request.deliveries.compactMap { delivery in
            complaint(about: request, delivered: delivery).map { "\(delivery): \($0)" }
        }
    }

    func complaint(about request: HostileRequest, delivered delivery: Delivery) -> String? {
        let withSentinel = request.wantsSentinel || delivery == .beforeSentinel
        do {
            let observed = try observe(request, delivery, withSentinel: withSentinel)
            return request.outcome.complaint(about: observed, withSentinel: withSentinel)
        } catch {
            return "no connection: \(error)"
        }
    }

    private func observe(
        _ request: HostileRequest, _ delivery: Delivery, withSentinel: Bool
    ) throws -> Observed {
        let deadline = CaseDeadline(afterMilliseconds: patienceMilliseconds)
        let connection = try RawConnection(to: port, deadline: deadline)
        let bytes = request.wire.bytes + (withSentinel ? Sentinel.request.bytes : [])
        connection.send(WireBytes(bytes: bytes), delivered: delivery)
        if request.outcome.cut { connection.endSending() }
        return collect(from: connection, for: request.outcome)
    }

    private func collect(from connection: RawConnection, for outcome: Outcome) -> Observed {
        var reader = StrictReader(connection.receive)
        let expected = outcome.scripts.map(\.answers).max { $0.count < $1.count } ?? []
        var answers: [Answer] = []
        do throws(Flaw) {
            while answers.count <= expected.count + 1 {
                let index = answers.count
                let toHead = index < expected.count && expected[index].toHead
                guard let answer = try reader.answer(toHead: toHead) else { break }
                answers.append(answer)
            }
            return Observed(answers: answers, end: .closed)
        } catch {
            return Observed(answers: answers, end: .flawed(error))
        }
    }
}

extension HostileRequest {
    /// A connection that may go on is only proved to be in step by a next request on it.
    var wantsSentinel: Bool {
        !outcome.cut && outcome.scripts.contains { $0.ending != .closed }
    }

    var deliveries: [Delivery] {
        let alone = wire.deliveries
        return wantsSentinel || outcome.cut ? alone : alone + [.beforeSentinel]
    }
}
