import EventLoop
import Testing

/// The table of answers, given to our client over TCP, in the same deliveries as the requests.
@Suite(.serialized, .timeLimit(.minutes(10))) struct HostileAnswerTests {
    @Test(arguments: HostileAnswer.themes)
    func `an answer is whole or an error, and never another request's`(
        _ theme: HostileAnswer.Theme
    ) async throws {
        try await onLoops { loops in
            let runner = AnswerRunner(loops: loops)
            for answer in theme.cases {
                for delivery in answer.deliveries {
                    let complaint = try await runner.complaint(about: answer, delivered: delivery)
                    if let complaint {
                        Issue.record("\(answer.name), \(delivery): \(complaint)")
                        break
                    }
                }
            }
        }
    }

    @Test func `the table has each sentence once`() {
        for theme in HostileAnswer.themes {
            #expect(Set(theme.cases.map(\.name)).count == theme.cases.count)
        }
        #expect(HostileAnswer.themes.map(\.cases.count).reduce(0, +) > 200)
    }
}
