import Identity
import JSON
import Kernel
import PublicAPI
import SharedDatabase
import Storage

/// What was answered to keyed requests, kept in the transaction that did what they asked for.
enum Requests {
    enum Earlier: Sendable {
        case answered([UInt8])
        /// Its answer is not kept here: what it is about tells, or it is still being worked on.
        case about(UInt128, since: Moment)
    }

    static func find(
        _ request: KeyedRequest, at now: Moment, in reader: Reader
    ) throws -> Earlier? {
        try reader.first(
            """
            SELECT fingerprint, answer, subject, at FROM requests
            WHERE member = ? AND route = ? AND key = ? AND at > ?
            """, request.member, request.route, request.key,
            now.advanced(byMilliseconds: -KeyedRequest.keptMilliseconds)
        ) { row in
            let fingerprint: Digest = try row[0]
            guard fingerprint == request.fingerprint else {
                throw Refusal(.idempotencyKeyReused)
            }
            let answer: [UInt8]? = try row[1]
            return try answer.map { .answered($0) } ?? .about(row[2], since: row[3])
        }
    }

    /// With the head of an array below the 1,032 bytes up to which glibc keeps freed pieces at hand.
    private static let usualAnswerBytes = 960

    /// What a request is answered with, as it is kept.
    static func answer(_ content: some JSONWritable) -> [UInt8] {
        JSONWriter.bytes(of: content, expecting: usualAnswerBytes)
    }

    /// `answer` is nil as long as there is none, or where `subject` tells. An expired row of the same
    /// key makes room.
    static func keep(
        _ answer: [UInt8]?, to request: KeyedRequest, about subject: UInt128, at now: Moment,
        in transaction: Transaction
    ) throws {
        try transaction.run(
            """
            INSERT OR REPLACE INTO requests (
                member, route, key, fingerprint, subject, answer, at
            ) VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            request.member, request.route, request.key, request.fingerprint, subject, answer, now)
    }

    static func complete(
        _ request: KeyedRequest, with answer: [UInt8], in transaction: Transaction
    ) throws {
        try transaction.run(
            """
            UPDATE requests SET answer = ?
            WHERE member = ? AND route = ? AND key = ? AND answer IS NULL
            """, answer, request.member, request.route, request.key)
    }

    /// Forgets some of those whose day is over; answers whether there may be more.
    static func forgetOld(at now: Moment, in transaction: Transaction) throws -> Bool {
        let most = 500
        let forgotten = try transaction.run(
            """
            DELETE FROM requests WHERE number IN (
                SELECT number FROM requests WHERE number < (
                    SELECT coalesce(min(number), 0) FROM requests
                ) + ? AND at <= ?
            )
            """, most, now.advanced(byMilliseconds: -KeyedRequest.keptMilliseconds))
        return forgotten == most
    }
}

extension Monolith {
    /// Does `work` once a key, and gives its answer to whoever asks with the same key again.
    func once<Answer: Described>(
        _ request: KeyedRequest, about subject: TypeID<some TypeIDTag>,
        _ work: @escaping @Sendable (Transaction, Moment) throws -> Answer
    ) async throws -> [UInt8] {
        let now = self.now
        let bits = subject.bits
        return try await database.write { transaction in
            switch try Requests.find(request, at: now, in: transaction) {
            case .answered(let answer): return answer
            case .about:
                throw StorageError.corrupt("a request of one transaction without its answer")
            case nil:
                let answer = Requests.answer(try work(transaction, now))
                try Requests.keep(
                    answer, to: request, about: bits, at: now, in: transaction)
                return answer
            }
        }
    }
}
