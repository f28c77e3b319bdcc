import EventLoop
import HTTP
import Kernel
import PublicAPI
import PublicDoor
import Runtime

/// One order, from log-in to reviewed, settled and audited.
struct Walk: Sendable {
    let environment: Environment
    /// A phone that nobody has logged in to.
    let phone: PublicClient
    let desk: OperatorDesk
    private let words: Words
    private let page = Page()

    static func start(_ configuration: Configuration, in environment: Environment) async throws {
        let client = Client(
            configuration[GuideSettings.url], loops: environment.loops,
            transport: environment.transport)
        let phone = PublicClient(client)
        let walk = Walk(
            environment: environment, phone: phone,
            desk: try await OperatorDesk(
                phone, secretsAt: configuration[GuideSettings.secrets]),
            words: try Words(at: configuration[WalkSettings.words]))
        try await walk.run()
    }

    private init(
        environment: Environment, phone: PublicClient, desk: OperatorDesk, words: Words
    ) {
        self.environment = environment
        self.phone = phone
        self.desk = desk
        self.words = words
    }

    func run() async throws {
        let cast = try await logIn()
        let shop = try await openStore(cast.owner)
        try await goOnShift(cast.rider, at: shop)
        try await search(cast.customer, for: shop)
        let coupon = try await claimCoupon(cast.customer)
        try await topUp(cast.customer)
        let order = try await placeOrder(cast.customer, at: shop, with: coupon)
        let delivery = try await accept(order, by: cast.owner, for: cast.rider)
        try await markReady(order, by: cast.owner)
        try await pickUp(delivery, by: cast.rider)
        try await deliver(delivery, by: cast.rider, to: cast.customer, order)
        try await awaitPush(cast.customer, of: order)
        try await review(order, by: cast.customer, of: shop)
        try await settle(shop)
        try await audit()
    }

    /// Does a step and tells of it: `act` answers with what the next steps need, and with what came
    /// of it in a sentence.
    func step<Result>(
        _ step: Step, _ act: () async throws -> (Result, String)
    ) async throws -> Result {
        let began = environment.now
        let (result, finding) = try await act()
        page.tell(
            step, finding: finding, nanoseconds: environment.now.nanoseconds(since: began),
            underneath: words[step])
        return result
    }

    /// Of this walk alone, so that it can be walked again.
    func freshWord() -> String {
        var randomness = environment.makeRandomness()
        return String(randomness.next(), radix: 36)
    }
}
