import EventLoop
import Kernel
import ProviderAPI
import ProviderDoor

/// Callers who charge, void and refund at random, and write down what they did and what they were
/// told.
final class Customers: @unchecked Sendable {
    // Sendable: it lives on the one thread of its simulation.

    /// Of one payment.
    struct Account: Sendable {
        let content: ChargeContent
        var charges: [ChargeOutcome] = []
        var voids: [VoidOutcome] = []
        var refunds: [(id: RefundID, amount: Money, outcome: RefundOutcome)] = []
        /// A void was sent, whatever was said to it.
        var mayBeVoided = false
    }

    private static let cards = ["card_ok", "card_ok", "card_ok", "card_flaky", "card_declined"]
    private static let mostSteps = 5

    private let world: World
    private var random: SeededGenerator
    private(set) var accounts: [PaymentID: Account] = [:]
    private(set) var atWork = 0

    init(_ world: World, seed: UInt64) {
        self.world = world
        random = SeededGenerator(seed: seed)
    }

    func begin(_ scope: TaskScope, count: Int, paymentsEach: Int) {
        for customer in 0..<count {
            atWork += 1
            scope.spawn {
                for number in 0..<paymentsEach { await self.pay(customer * 1_000 + number) }
                self.atWork -= 1
            }
        }
    }

    private func draw(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &random)
    }

    private func pay(_ number: Int) async {
        let id = payment(number)
        let card = Self.cards[draw(0...Self.cards.count - 1)]
        let sent = content(card, won: Int64(draw(100...10_000)))
        accounts[id] = Account(content: sent)
        for step in 1...draw(1...Self.mostSteps) {
            do throws(ProviderFault) {
                try await take(step, of: number, id, sent)
            } catch {
                // Nobody here reuses a key or sends nonsense.
                preconditionFailure("\(error)")
            }
            _ = try? await world.loop.sleep(milliseconds: draw(0...60))
        }
    }

    private func take(
        _ step: Int, of number: Int, _ id: PaymentID, _ sent: ChargeContent
    ) async throws(ProviderFault) {
        switch draw(0...9) {
        case 0...4:
            let outcome = try await world.payments.charge(id, sent)
            accounts[id]?.charges.append(outcome)
        case 5, 6:
            accounts[id]?.mayBeVoided = true
            let outcome = try await world.payments.void(id)
            accounts[id]?.voids.append(outcome)
        default:
            let (refund, amount) = (refund(number * 10 + step), Money(won: Int64(draw(1...5_000))))
            let outcome = try await world.payments.refund(refund, of: id, amount)
            accounts[id]?.refunds.append((refund, amount, outcome))
        }
    }
}
