import Glibc

/// How the bytes of a case are cut into packets. A parser must not care.
enum Delivery: Equatable, Sendable {
    case whole
    /// With a second, sound request right behind.
    case beforeSentinel
    case inHalves(at: Int)
    case byteByByte
}

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
        let deadline = Deadline(afterMilliseconds: patienceMilliseconds)
        let connection = try RawConnection(to: port, deadline: deadline)
        let bytes = request.wire.bytes + (withSentinel ? Sentinel.request.bytes : [])
        switch delivery {
        case .whole, .beforeSentinel:
            connection.send(bytes)
        case .inHalves(let place):
            connection.send(bytes[..<place])
            sched_yield()
            connection.send(bytes[place...])
        case .byteByByte:
            for byte in bytes {
                guard connection.send(CollectionOfOne(byte)) else { break }
                sched_yield()
            }
        }
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

    /// Whole, next to a neighbour, byte by byte, and in halves at each place where the grammar turns.
    var deliveries: [Delivery] {
        var deliveries: [Delivery] = [.whole]
        if !wantsSentinel, !outcome.cut { deliveries.append(.beforeSentinel) }
        if (2...32_768).contains(wire.bytes.count) { deliveries.append(.byteByByte) }
        let places = turns
        let stride = max(1, places.count / 24)
        for index in places.indices where index % stride == 0 {
            deliveries.append(.inHalves(at: places[index]))
        }
        return deliveries
    }

    /// The places just before and just after each delimiter.
    private var turns: [Int] {
        let delimiters = Set("\r\n :;,=".utf8)
        let bytes = wire.bytes
        return bytes.indices.dropFirst().filter { index in
            delimiters.contains(bytes[index]) || delimiters.contains(bytes[index - 1])
        }
    }
}
