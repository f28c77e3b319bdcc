import EventLoop
import Telemetry

extension Sequence<UInt8> {
    /// For comparing what was written with what should have been.
    var asText: String { String(decoding: Array(self), as: UTF8.self) }
}

/// A log that is kept, and its lines.
struct KeptLog {
    let log: Log
    private let kept = Lock<[UInt8]>([])

    init(_ loop: EventLoop, level: LogLevel = .info, limits: LogLimits = LogLimits()) {
        log = Log(
            service: "orders", level: level, loops: [loop], output: .memory(kept), limits: limits)
    }

    var lines: [String] {
        kept.withLock { $0 }.split(separator: UInt8(ascii: "\n")).map(\.asText)
    }
}
