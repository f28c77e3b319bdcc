import EventLoop
import HTTP
import JSON
import Kernel
import ProviderAPI
import Runtime

/// The payment provider, as those see it who call it.
struct PaymentRoutes: Sendable {
    let ledger: PaymentLedger
    let conduct: Conduct
    let chance: Chance
    let silence: Silence
    let environment: Environment

    func add(to router: inout Router) {
        router.on(.post, ProviderPath.charges) { request in
            try await answer(.charge) { try await charge(request) }
        }
        router.on(.get, ProviderPath.charge("{key}"), ProviderKey.self) { _, key in
            try await answer(.ask) { .json(try await ledger.charge(key)) }
        }
        router.on(.post, ProviderPath.void(of: "{key}"), ProviderKey.self) { _, key in
            try await answer(.charge) { .json(try await ledger.void(key, at: environment.moment)) }
        }
        router.on(.post, ProviderPath.refunds(of: "{key}"), ProviderKey.self) { request, key in
            try await answer(.charge) { try await refund(request, of: key) }
        }
        router.on(.get, ProviderPath.statement) { request in
            try await answer(.books) { try await statement(request) }
        }
    }

    private func charge(_ request: Request) async throws -> Response {
        let key = try request.key()
        let content: ChargeContent = try await request.read()
        switch TestCard(rawValue: content.card) {
        case .ok, .declined, .insufficient, nil: break
        case .slow: try await environment.loop.sleep(milliseconds: TestCard.slowMilliseconds)
        case .flaky:
            if try await ledger.failsOnceMore(key) { throw Problem.failed }
        case .timeout:
            if chance.comes(inPercent: TestCard.timeoutChargedPercent) {
                _ = try await ledger.charge(key, content, at: environment.moment)
            }
            try await silence.keep(from: request)
        }
        let charge = try await ledger.charge(key, content, at: environment.moment)
        return .json(charge, .created, expecting: 256)
    }

    private func refund(_ request: Request, of charge: ProviderKey) async throws -> Response {
        let key = try request.key()
        let content: RefundContent = try await request.read()
        let refund = try await ledger.refund(
            key, of: charge, content.amount, at: environment.moment)
        return .json(refund, .created, expecting: 256)
    }

    private func statement(_ request: Request) async throws -> Response {
        let (after, limit) = try request.page()
        let movements = try await ledger.statement(after: after, limit: limit)
        return .json(ProviderPage(movements, limit: limit, position: \.position))
    }

    private func answer(
        _ call: Conduct.Call, _ effect: () async throws -> Response
    ) async throws -> Response {
        try await rejecting { try await conduct.answer(call, effect) }
    }
}

extension Environment {
    var moment: Moment { Moment(unixMilliseconds: unixMilliseconds) }
}
