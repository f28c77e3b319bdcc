import Processes

/// What a process that died left in its log for people to read.
struct LastWords {
    static let mostLines = 12
    private static let mostCharacters = 200
    private static let linesLookedAt = 1_000

    let lines: [String]

    /// Our processes log in JSON. Whatever else is there, a sentence of refusal or the report of a
    /// crash, is what it died of, and begins with what matters.
    init(among log: [String]) {
        let begin = log.firstIndex { !$0.hasPrefix("{") }
        let said = begin.map { log[$0...].prefix(Self.mostLines) } ?? log.suffix(Self.mostLines)
        lines = said.map { String($0.prefix(Self.mostCharacters)) }
    }

    /// Of this run, and none when the log cannot be read: the reason of the end is told anyway.
    init(of part: Part) {
        let log = try? part.log.lastLines(Self.linesLookedAt, behind: part.logBytesBefore)
        self.init(among: log ?? [])
    }
}
