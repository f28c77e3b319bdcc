import HTTP
import JSON
import ProviderAPI

extension Problem {
    static let down = Problem(
        .serviceUnavailable, code: "down", detail: "The provider is down.")

    /// Says nothing of whether it was done.
    static let failed = Problem(
        .serviceUnavailable, code: "failed", detail: "The provider failed. Ask what became of it.")

    init(_ rejection: ProviderRejection, detail: String? = nil) {
        let (status, sentence) = rejection.status
        self.init(status, code: rejection.rawValue, detail: detail ?? sentence)
    }
}

extension ProviderRejection {
    fileprivate var status: (Status, String) {
        switch self {
        case .keyMissing: (.badRequest, "Send an Idempotency-Key.")
        case .malformedRequest: (.badRequest, "The request cannot be read.")
        case .keyReused: (.unprocessableContent, "This key stands for something else already.")
        case .chargeUnknown: (.notFound, "No charge has come with this key.")
        case .chargeVoided: (.conflict, "This key was voided: it charges nothing any more.")
        case .chargeNotCaptured: (.conflict, "No money was taken that could be given back.")
        case .chargeRefunded: (.conflict, "A part was given back already: refund the rest.")
        case .refundExceedsCharge:
            (.unprocessableContent, "More would be given back than was taken.")
        }
    }
}

/// Turns what the providers reject into the problem that says so.
func rejecting(_ answer: () async throws -> Response) async throws -> Response {
    do {
        return try await answer()
    } catch let rejection as ProviderRejection {
        throw Problem(rejection)
    } catch let error as JSONError {
        throw Problem(.malformedRequest, detail: "\(error)")
    }
}
