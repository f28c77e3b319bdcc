import EventLoop

/// Runs `body` on a loop of its own, under virtual time, until it returns.
@discardableResult
func underVirtualTime<Result: Sendable>(
    seed: UInt64 = 1, _ body: @escaping @Sendable (EventLoop) async throws -> Result
) throws -> Result {
    let simulation = Simulation(seed: seed)
    let loop = simulation.makeLoop(name: "test")
    let outcome: Swift.Result<Result, any Error> = try simulation.run(on: loop) {
        do {
            return .success(try await body(loop))
        } catch {
            return .failure(error)
        }
    }
    return try outcome.get()
}

/// What a test lets fail on purpose.
struct Trouble: Error, Equatable {}

extension Instant {
    static func seconds(_ seconds: Double) -> Instant {
        Instant(nanoseconds: UInt64(seconds * 1e9))
    }
}
