import EventLoop
import Processes
import Testing

extension ConformanceTests {
    @Suite struct Corpus {
        @Test func `every scenario of the corpus passes, and the books are right afterwards`()
            throws
        {
            try Drill.run { drill in
                let phase = try RunningPhase.required()
                let secrets = "\(phase.folder)/corpus-secrets"
                try TextFile.write(
                    """
                    operator_email=\(RunningPhase.operatorEmail)
                    operator_password=\(phase.operatorPassword)

                    """, to: secrets)
                let corpus = try await RunningPhase.run(
                    "baedal-corpus",
                    [
                        "--url", phase.url, "--variables-file", secrets,
                        "\(RunningPhase.repository)/Tests/Corpus",
                    ], in: phase.folder, on: drill.loop)
                print(corpus.said)
                #expect(corpus.status == 0, "\(corpus.said)")
            }
        }
    }
}
