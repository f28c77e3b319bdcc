import EventLoop
import Kernel
import ProviderAPI
import ProviderDoor
import Storage
import Testing

/// Crashes, power cuts, partitions and failures at any moment, and the books judged at the end.
@Suite struct CrashTests {
    private static let customers = 3
    private static let paymentsEach = 8

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `whatever happens, the provider keeps what it has told, and its books agree`(
        seed: UInt64
    ) throws {
        try World.run(seed: seed) { world in
            let customers = Customers(world, seed: seed)
            let scope = TaskScope(loop: world.loop)
            customers.begin(scope, count: Self.customers, paymentsEach: Self.paymentsEach)
            try await world.behave { $0.chargeFailurePercent = Int(seed % 4) * 5 }
            var readings: [[Movement]] = []
            while customers.atWork > 0 {
                try await Self.makeTrouble(in: world)
                if let reading = try? await world.statement() { readings.append(reading) }
            }
            await scope.drained()
            let statement = try await Self.calmDown(world)
            for reading in readings {
                #expect(Array(statement.prefix(reading.count)) == reading, "a line was rewritten")
            }
            #expect(statement.map(\.position) == Array(1..<statement.count + 1))
            for (id, account) in customers.accounts {
                let standing = try await world.payments.ask(id)
                let movements = statement.filter { $0.charge == ProviderKey(id) }
                Self.judge(account, standing, movements)
            }
        }
    }

    private static func makeTrouble(in world: World) async throws {
        func draw(_ range: ClosedRange<Int>) -> Int {
            Int.random(in: range, using: &world.simulation.random)
        }
        try await world.loop.sleep(milliseconds: draw(1...120))
        switch draw(0...4) {
        case 0:
            world.crash()
        case 1:
            world.disk.cutPower(afterOperations: draw(1...25))
            try await world.loop.sleep(milliseconds: draw(1...40))
            world.crash()
        case 2:
            world.network.partition("caller", "outside")
            try await world.loop.sleep(milliseconds: draw(1...250))
            world.network.heal("caller", "outside")
        case 3:
            world.network.cutConnections("caller", "outside")
        default:
            break
        }
        if !world.isUp {
            try await world.loop.sleep(milliseconds: draw(1...200))
            try await world.start()
        }
    }

    private static func calmDown(_ world: World) async throws -> [Movement] {
        world.crash()
        try await world.start()
        // So that every breaker asks again.
        try await world.loop.sleep(milliseconds: 2_000)
        try await world.behave { _ in }
        return try await world.statement()
    }

    private static func judge(
        _ account: Customers.Account, _ standing: ChargeStanding, _ movements: [Movement]
    ) {
        let balance = movements.map(\.balance).reduce(.zero, +)
        #expect(movements.count { $0.kind == .capture } <= 1)
        switch standing {
        case .captured(let refunded): #expect(balance == account.content.amount - refunded)
        case .declined, .voided, .neverSeen: #expect(balance == .zero)
        case .noAnswer(let reason): Issue.record("\(reason)")
        }
        if account.charges.contains(.captured) {
            #expect(movements.contains { $0.kind == .capture })
            if !account.mayBeVoided { #expect(balance >= .zero && standing != .voided) }
        }
        if account.charges.contains(.declined(.cardDeclined)) {
            #expect(standing == .declined(.cardDeclined) && movements.isEmpty)
        }
        if account.voids.contains(.voided) {
            #expect(standing == .voided || standing == .declined(.cardDeclined))
        }
        for refund in account.refunds where refund.outcome == .refunded {
            let line = movements.first { $0.refund == ProviderKey(refund.id) }
            #expect(line?.amount == refund.amount)
        }
    }
}
