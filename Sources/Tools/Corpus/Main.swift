import EventLoop
import Glibc
import Runtime

/// Plays the corpus, the scenarios that every phase must pass, against a running system. It is a
/// black box's user: it knows HTTP, and no phase.
@main
struct CorpusProgram {
    static func main() {
        do {
            let invocation = try Invocation(Array(CommandLine.arguments.dropFirst()))
            if invocation.isHelp {
                print(Invocation.usage, terminator: "")
                exit(Session.Status.passed.rawValue)
            }
            // One loop: the work is the system's, and what little is ours needs no second thread.
            let loops = try EventLoops(count: 1)
            let environment = Environment.live("baedal-corpus", loops: loops)
            let session = Session(invocation, in: environment)
            let status = loops.run { _ in
                await session.run(say: { print($0, terminator: "") }, complain: complain).rawValue
            }
            exit(status)
        } catch let refusal as Refusal {
            complain("\(refusal.sentences.joined(separator: "; ")); see --help")
        } catch {
            complain("\(error)")
        }
        exit(Session.Status.impossible.rawValue)
    }

    private static func complain(_ sentence: String) {
        let line = Array("baedal-corpus: \(sentence)\n".utf8)
        _ = write(STDERR_FILENO, line, line.count)
    }
}
