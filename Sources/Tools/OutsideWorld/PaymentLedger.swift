import Kernel
import ProviderAPI
import Storage

/// What the payment provider does, each in one transaction.
struct PaymentLedger: Sendable {
    let store: Store

    /// Takes the money, or says why not. The same charge again is answered as it stands by now.
    func charge(
        _ key: ProviderKey, _ content: ChargeContent, at now: Moment
    ) async throws -> Charge {
        try await store.write { transaction in
            if let known = try transaction.charge(key) { return try known.answering(content) }
            let charge = Charge(
                key: key, content: content, state: TestCard.state(charging: content.card),
                refunded: .zero, at: now)
            try transaction.add(charge)
            if charge.state == .captured {
                try transaction.add(.capture, of: key, content.amount, at: now)
            }
            return charge
        }
    }

    func charge(_ key: ProviderKey) async throws -> Charge {
        let charge = try await store.read { reader in try reader.charge(key) }
        guard let charge else { throw ProviderRejection.chargeUnknown }
        return charge
    }

    /// Takes a charge back. A key that was never seen is voided too: its charge may still be on its
    /// way, and must find the door closed.
    func void(_ key: ProviderKey, at now: Moment) async throws -> Charge {
        try await store.write { transaction in
            guard let known = try transaction.charge(key) else {
                let tombstone = Charge(
                    key: key, content: nil, state: .voided, refunded: .zero, at: now)
                try transaction.add(tombstone)
                return tombstone
            }
            guard known.state == .captured, let amount = known.content?.amount else { return known }
            guard known.refunded == .zero else { throw ProviderRejection.chargeRefunded }
            try transaction.run("UPDATE charges SET state = 'voided' WHERE key = ?", key.text)
            try transaction.add(.void, of: key, amount, at: now)
            return Charge(
                key: key, content: known.content, state: .voided, refunded: .zero, at: known.at)
        }
    }

    /// Gives a part of a charge back, or all of it, and never more.
    func refund(
        _ key: ProviderKey, of charge: ProviderKey, _ amount: Money, at now: Moment
    ) async throws -> Refund {
        try await store.write { transaction in
            if let known = try transaction.refund(key) {
                guard known.charge == charge, known.amount == amount else {
                    throw ProviderRejection.keyReused
                }
                return known
            }
            guard let known = try transaction.charge(charge) else {
                throw ProviderRejection.chargeUnknown
            }
            guard known.state == .captured, let captured = known.content?.amount else {
                throw ProviderRejection.chargeNotCaptured
            }
            guard known.refunded + amount <= captured else {
                throw ProviderRejection.refundExceedsCharge
            }
            let refund = Refund(key: key, charge: charge, amount: amount, at: now)
            try transaction.add(refund)
            try transaction.add(.refund, of: charge, amount, refund: key, at: now)
            return refund
        }
    }

    func statement(after position: Int, limit: Int) async throws -> [Movement] {
        try await store.read { reader in
            try reader.movements(after: position, limit: limit)
        }
    }

    /// Whether a charge of the flaky card fails this time; counted, so that it works in the end.
    func failsOnceMore(_ key: ProviderKey) async throws -> Bool {
        try await store.write { transaction in
            try transaction.run(
                """
                INSERT INTO flaky_failures (key, count) VALUES (?, 1)
                ON CONFLICT (key) DO UPDATE SET count = count + 1 WHERE count < ?
                """, key.text, TestCard.flakyFailures) == 1
        }
    }
}

extension Charge {
    /// Itself, to whoever sends the same charge again.
    fileprivate func answering(_ sent: ChargeContent) throws(ProviderRejection) -> Charge {
        guard content == nil || content == sent else { throw .keyReused }
        guard state != .voided else { throw .chargeVoided }
        return self
    }
}
