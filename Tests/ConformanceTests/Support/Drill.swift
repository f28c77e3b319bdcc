import EventLoop
import HTTP
import Kernel
import PublicAPI
import PublicDoor
import Synchronization
import Testing

/// A crowd of people at a running system. It knows the public API and no phase: the same drill is
/// made with each.
final class Drill: Sendable {
    private static let connections = 256
    /// Requests that may wait for one of them.
    private static let waiting = 2_048
    /// So many log in at a time: hashing a password is work, and its queue has a limit.
    private static let atTheDoor = 32
    private static let peopleInDrills = Atomic(0)

    let loop: EventLoop
    private let phase: RunningPhase
    private let connection: Client

    /// On a loop of its own, and with the audit at its end: whatever happened, the books are right.
    static func run(_ body: @escaping @Sendable (Drill) async throws -> Void) throws {
        let phase = try RunningPhase.required()
        try onALoop { loop in
            let drill = try Drill(phase, on: loop)
            try await body(drill)
            try await drill.expectCleanAudit()
            await drill.connection.close()
        }
    }

    private init(_ phase: RunningPhase, on loop: EventLoop) throws {
        self.phase = phase
        self.loop = loop
        var limits = ClientLimits()
        limits.connections = Self.connections
        limits.waiting = Self.waiting
        let address = try #require(Address(String(phase.url.dropFirst("http://".count))))
        connection = Client(address, loops: [loop], transport: .sockets, limits: limits)
    }

    // MARK: - People

    struct Person: Sendable {
        let id: MemberID
        let client: PublicClient
    }

    func person(_ role: Role) async throws -> Person {
        let number = Self.peopleInDrills.add(1, ordering: .relaxed).newValue
        let form = RegistrationForm(
            email: "drill-\(role.rawValue)-\(number)@example.com", name: "사람 \(number)",
            password: "password of \(number)", role: role)
        _ = try await PublicClient(connection).call(PublicAPI.register, form)
        return try await logIn(form.email, form.password)
    }

    func people(_ role: Role, count: Int) async throws -> [Person] {
        var people: [Person] = []
        while people.count < count {
            let few = min(Self.atTheDoor, count - people.count)
            people += try await Self.atOnce(few) { _ in try await self.person(role) }
        }
        return people
    }

    func operatorOfTheTown() async throws -> Person {
        try await logIn(RunningPhase.operatorEmail, phase.operatorPassword)
    }

    private func logIn(_ email: String, _ password: String) async throws -> Person {
        let session = try await PublicClient(connection).call(
            PublicAPI.logIn, LoginForm(email: email, password: password)
        ).answer
        return Person(
            id: session.member.id, client: PublicClient(connection, token: session.token))
    }

    // MARK: - A crowd

    /// All of them begin before the first is answered; the answers in the order of the numbers.
    static func atOnce<Answer: Sendable>(
        _ count: Int, _ body: @escaping @Sendable (Int) async throws -> Answer
    ) async throws -> [Answer] {
        try await withThrowingTaskGroup(of: (Int, Answer).self) { group in
            for number in 0..<count { group.addTask { (number, try await body(number)) } }
            var answers: [(Int, Answer)] = []
            for try await answer in group { answers.append(answer) }
            return answers.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// The answer, or the code of the problem that came instead; a fault of the system is thrown.
    static func verdict<Answer: Sendable>(
        of call: () async throws -> Answer
    ) async throws -> Result<Answer, Refused> {
        do {
            return .success(try await call())
        } catch let problem as PublicProblem where problem.status < 500 {
            return .failure(Refused(code: problem.code))
        }
    }

    struct Refused: Error, Equatable {
        let code: String
    }

    /// Looks until `isSo`, for at most fifteen seconds.
    func wait(until isSo: () async throws -> Bool) async throws {
        let deadline = loop.now.advanced(byMilliseconds: 15_000)
        while try await !isSo() {
            try #require(loop.now < deadline, "it did not come to be")
            try await loop.sleep(milliseconds: 50)
        }
    }
}
