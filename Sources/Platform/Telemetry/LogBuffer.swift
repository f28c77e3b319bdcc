import EventLoop
import JSON
import Synchronization

/// The log lines of one loop that are not written yet.
final class LogBuffer: @unchecked Sendable {
    // Sendable: touched only on `loop`; the count of dropped lines is atomic.
    private enum Flush {
        case none, soon(Timer), thisTurn
    }

    /// How much is written at once. A pipe takes so many bytes whole or not at all.
    private static let pieceBytes = 4_096

    private let loop: EventLoop
    private let service: String
    private let output: LogOutput
    private let limits: LogLimits
    private var time = Timestamp()
    private var line: [UInt8] = []
    private var pending: [UInt8] = []
    private var flush = Flush.none
    private var droppedSinceTold = 0
    private let dropped = Atomic<Int>(0)

    init(loop: EventLoop, service: String, output: LogOutput, limits: LogLimits) {
        self.loop = loop
        self.service = service
        self.output = output
        self.limits = limits
    }

    var droppedLines: Int { dropped.load(ordering: .relaxed) }

    // MARK: Lines

    func write(_ head: LogHead, _ fields: (inout JSONObjectWriter) -> Void) {
        make(head, fields)
        if line.count >= limits.lineBytes {
            let byteCount = line.count
            line = []  // It has grown to a size that it should not keep.
            make(head) { $0.field("tooLongBytes", byteCount) }
        }
        append(line, isUrgent: head.level >= .warning)
    }

    private func make(_ head: LogHead, _ fields: (inout JSONObjectWriter) -> Void) {
        time.set(unixMilliseconds: loop.unixMilliseconds)
        line.removeAll(keepingCapacity: true)
        JSONWriter.append(to: &line, expecting: 512) {
            $0.object { line in
                head.write(service: service, at: time, to: &line)
                fields(&line)
            }
        }
    }

    /// Warnings are written at the end of this turn: what follows them may be a crash.
    func append(_ line: [UInt8], isUrgent: Bool) {
        guard line.count < limits.lineBytes,
            pending.count + line.count < limits.bufferBytes
        else {
            dropped.store(droppedLines + 1, ordering: .relaxed)
            droppedSinceTold += 1
            return
        }
        pending += line
        pending.append(UInt8(ascii: "\n"))
        let isMuch = pending.count >= limits.bufferBytes / 2
        if isUrgent || isMuch { flushThisTurn() } else { flushSoon() }
    }

    // MARK: Writing

    private func flushSoon() {
        guard case .none = flush else { return }
        let moment = loop.now.advanced(byMilliseconds: limits.flushMilliseconds)
        flush = .soon(loop.schedule(at: moment) { self.flushNow() })
    }

    private func flushThisTurn() {
        switch flush {
        case .thisTurn: return
        case .soon(let timer): loop.cancel(timer)
        case .none: break
        }
        flush = .thisTurn
        loop.atEndOfTurn { self.flushNow() }
    }

    private func flushNow() {
        if case .soon(let timer) = flush { loop.cancel(timer) }
        flush = .none
        writePending()
        if droppedSinceTold > 0, pending.isEmpty { tellDropped() }
        if !pending.isEmpty { flushSoon() }
    }

    /// Gives the output whole lines until it takes no more.
    private func writePending() {
        var written = 0
        pending.withUnsafeBytes { all in
            while written < all.count {
                let piece = Self.piece(of: UnsafeRawBufferPointer(rebasing: all[written...]))
                let taken = output.write(piece)
                written += taken
                if taken < piece.count { return }
            }
        }
        pending.removeFirst(written)
    }

    private static func piece(of all: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard all.count > pieceBytes else { return all }
        let last = all[..<pieceBytes].lastIndex(of: UInt8(ascii: "\n")) ?? all.count - 1
        return UnsafeRawBufferPointer(rebasing: all[...last])
    }

    private func tellDropped() {
        let count = droppedSinceTold
        droppedSinceTold = 0
        let head = LogHead(.warning, "log lines were dropped", trace: nil, request: nil)
        make(head) { $0.field("count", count) }
        append(line, isUrgent: false)
        writePending()
    }

    func drain(by deadline: Instant) async {
        flushNow()
        while !pending.isEmpty, loop.now < deadline {
            let moment = loop.now.advanced(byMilliseconds: 5)
            guard (try? await loop.sleep(until: min(moment, deadline))) != nil else { return }
            flushNow()
        }
    }
}
