public import EventLoop
import JSON

/// How much of its log a process keeps in memory, and for how long, before it is written.
public struct LogLimits: Sendable {
    /// A loop. What does not fit is dropped, and counted.
    public var bufferBytes = 1 << 18
    /// What a pipe takes whole or not at all, so that lines of several processes never mix.
    public var lineBytes = 4_096
    public var flushMilliseconds = 20

    public init() {}
}

/// Where the log lines of a process go: into a buffer of their loop, and from there to the output
/// when the loop has nothing better to do. Nobody waits for it; when the output takes nothing, lines
/// are dropped and counted.
public final class Log: Sendable {
    public let level: LogLevel
    private let service: String
    private let buffers: PerLoop<LogBuffer>
    private let first: EventLoop

    public init(
        service: String, level: LogLevel = .info, loops: [EventLoop], output: LogOutput,
        limits: LogLimits = LogLimits()
    ) {
        self.service = service
        self.level = level
        first = loops[0]
        buffers = PerLoop(loops) {
            LogBuffer(loop: $0, service: service, output: output, limits: limits)
        }
    }

    /// Lines that are lost, for metrics.
    public var droppedLines: Int {
        buffers.all.reduce(0) { $0 + $1.value.droppedLines }
    }

    func write(_ head: LogHead, _ fields: (inout JSONObjectWriter) -> Void) {
        if let buffer = buffers.ifHere { return buffer.write(head, fields) }
        // A thread that turns no loop: the line is made here and handed over.
        var time = Timestamp()
        time.set(unixMilliseconds: first.unixMilliseconds)
        let line = JSONWriter.bytes {
            $0.object { line in
                head.write(service: service, at: time, to: &line)
                fields(&line)
            }
        }
        let isUrgent = head.level >= .warning
        first.execute { self.buffers.here.append(line, isUrgent: isUrgent) }
    }

    /// Writes what is left, at the end of the process; gives up at `deadline`.
    public func flush(by deadline: Instant) async {
        await withTaskGroup(of: Void.self) { group in
            for (loop, buffer) in buffers.all {
                group.addTask(executorPreference: loop) { await buffer.drain(by: deadline) }
            }
        }
    }
}
