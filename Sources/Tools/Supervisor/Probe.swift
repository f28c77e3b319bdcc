import EventLoop
import HTTP
import JSON

/// Asks a process how it is, as anybody could.
struct Probe: Sendable {
    enum Answer: Equatable, Sendable {
        case good
        /// It answers, and says why all is not well.
        case bad(String)
        case silent(String)
    }

    private static let mostBytes = 1 << 16

    private let client: Client

    init(_ address: Address, on loop: EventLoop, longestMilliseconds: Int) {
        var limits = ClientLimits()
        limits.connections = 2
        limits.firstByteMilliseconds = longestMilliseconds
        limits.totalMilliseconds = longestMilliseconds
        client = Client(address, loops: [loop], transport: .sockets, limits: limits)
    }

    /// Whether it should get requests now.
    func readiness(by deadline: Instant) async -> Answer {
        await ask("/readyz", by: deadline)
    }

    /// Whether its loops turn.
    func liveness(by deadline: Instant) async -> Answer {
        await ask("/livez", by: deadline)
    }

    private func ask(_ path: StaticString, by deadline: Instant) async -> Answer {
        var request = Request(.get, path)
        request.deadline = deadline
        do {
            let response = try await client.send(request)
            let body = try await response.body.collect(upToBytes: Self.mostBytes)
            guard response.status != .ok else { return .good }
            return .bad(Self.problems(in: body) ?? "\(path) answered \(response.status.code)")
        } catch {
            return .silent("\(path) did not answer: \(error)")
        }
    }

    /// What the platform's own health routes say is wrong.
    private static func problems(in body: [UInt8]) -> String? {
        do throws(JSONError) {
            let problems = try JSON(parsing: body)["problems"].elements()
            var sentences: [String] = []
            for problem in problems {
                sentences.append(
                    "\(try problem["part"].string()): \(try problem["reason"].string())")
            }
            return sentences.isEmpty ? nil : sentences.joined(separator: ", ")
        } catch {
            return nil
        }
    }

    func close() async {
        await client.close()
    }
}
