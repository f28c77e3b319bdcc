import EventLoop
import HTTP
import Testing

@testable import Resilience

@Suite struct RetryAdviceTests {
    @Test(arguments: [ClientError.cannotConnect(.timedOut), .connectTimedOut])
    func `what was never sent is sent again, safe or not`(error: ClientError) {
        #expect(RetryAdvice(error, isSafeToRepeat: false) == .tryAgain)
    }

    @Test(arguments: [ClientError.firstByteTimedOut, .connectionLost(.closed), .truncated])
    func `what may have been done is sent again only if that is safe`(error: ClientError) {
        #expect(RetryAdvice(error, isSafeToRepeat: true) == .tryAgain)
        #expect(RetryAdvice(error, isSafeToRepeat: false) == .giveUp)
    }

    @Test(arguments: [
        ClientError.deadlineExceeded, .cancelled, .tooManyWaiting, .malformedResponse(.truncated),
    ])
    func `where another attempt cannot help, none is made`(error: ClientError) {
        #expect(RetryAdvice(error, isSafeToRepeat: true) == .giveUp)
    }

    @Test func `a circuit that is open and a bulkhead that is full are not pushed at`() {
        let open = CircuitOpen(retryAt: .seconds(1))
        #expect(RetryAdvice(open, isSafeToRepeat: true) == .giveUp)
        #expect(RetryAdvice(BulkheadRejection.full, isSafeToRepeat: true) == .giveUp)
    }

    @Test(arguments: [
        (Status.badGateway, nil, RetryAdvice.tryAgain),
        (.gatewayTimeout, nil, .tryAgain),
        (.serviceUnavailable, nil, .tryAgain),
        (.serviceUnavailable, "2", .tryAgainAfter(milliseconds: 2_000)),
        (.serviceUnavailable, "Fri, 31 Dec 1999 23:59:59 GMT", .giveUp),
        (.serviceUnavailable, "-1", .giveUp),
        (.serviceUnavailable, "99999999999999999999", .giveUp),
        (.internalServerError, nil, .giveUp),
    ])
    func `a response that says "not now" is asked again when it says`(
        status: Status, retryAfter: String?, advice: RetryAdvice
    ) {
        var response = Response(status)
        if let retryAfter { response.fields.append(.retryAfter, retryAfter) }
        let unwell = UnwellResponse(response: response)
        #expect(RetryAdvice(unwell, isSafeToRepeat: true) == advice)
        #expect(RetryAdvice(unwell, isSafeToRepeat: false) == .giveUp)
    }
}
