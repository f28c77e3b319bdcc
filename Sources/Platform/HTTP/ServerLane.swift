import EventLoop

/// What a server has on one loop: the connections dealt to it and what they share.
final class ServerLane: @unchecked Sendable {
    // Sendable: touched only on `loop`.
    let loop: EventLoop
    let limits: ServerLimits
    let handler: Handler
    let onFault: @Sendable (Request?, any Error) -> Void
    let pool: BufferPool
    let scope: TaskScope
    private var connections: [UInt64: ServerConnection] = [:]
    private var lastKey: UInt64 = 0
    private(set) var isDraining = false
    private(set) var handover: Handover?
    /// Where responses are put together.
    let output = OutputBuffer()
    private var dateField: [UInt8] = []
    private var dateSecond: Int64 = -1
    private var dateIsFreshUntil = Instant(nanoseconds: 0)

    init(
        loop: EventLoop, limits: ServerLimits, handler: @escaping Handler,
        onFault: @escaping @Sendable (Request?, any Error) -> Void
    ) {
        self.loop = loop
        self.limits = limits
        self.handler = handler
        self.onFault = onFault
        pool = BufferPool(capacity: limits.head.bufferBytes)
        scope = TaskScope(loop: loop)
    }

    /// The `Date` field as it goes out. Looks at the clock ten times a second at most.
    var date: [UInt8] {
        if loop.now >= dateIsFreshUntil {
            dateIsFreshUntil = loop.now.advanced(byMilliseconds: 100)
            let second = loop.unixMilliseconds / 1000
            if second != dateSecond {
                dateSecond = second
                dateField.removeAll(keepingCapacity: true)
                HeadWriter.appendDate(unixSeconds: second, to: &dateField)
            }
        }
        return dateField
    }

    func serve(
        _ stream: ByteStream, alreadyRead bytes: [UInt8] = [], whenEnded: @escaping () -> Void
    ) {
        let connection = ServerConnection(stream, lane: self, alreadyRead: bytes)
        lastKey += 1
        let key = lastKey
        connections[key] = connection
        connection.whenEnded = {
            self.connections[key] = nil
            whenEnded()
        }
        connection.start()
    }

    /// The order of a dictionary differs from run to run, a simulation's may not.
    private var oldestFirst: [ServerConnection] {
        connections.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Lets every connection finish what it does and closes it then.
    func drain() {
        isDraining = true
        for connection in oldestFirst { connection.stopIfIdle() }
    }

    /// Gives every connection away as soon as it is between two requests.
    func handOver(to handover: Handover) {
        self.handover = handover
        for connection in oldestFirst { connection.stopBeforeRequest() }
    }

    /// Gives a connection to the next process, with what was read of it, if that is what the server
    /// is doing.
    func giveAway(_ input: BufferedInput) -> Bool {
        guard let handover else { return false }
        let unused = input.takeAll()
        guard let descriptor = input.stream.detach() else { return true }
        handover.offer(descriptor, unused) { descriptor, bytes in
            self.adopt(descriptor, alreadyRead: bytes)
        }
        return true
    }

    /// Goes on with a connection that was begun elsewhere.
    func adopt(_ descriptor: Int32, alreadyRead bytes: [UInt8]) {
        loop.execute {
            do throws(SystemError) {
                self.serve(
                    try ByteStream(adopting: descriptor, on: self.loop), alreadyRead: bytes
                ) {}
            } catch {
                self.onFault(nil, error)
            }
        }
    }

    func stopHandingOver() {
        handover = nil
    }

    /// Returns when all connections have ended, which at `deadline` they must.
    func end(by deadline: Instant) async {
        let timer = loop.schedule(at: deadline) {
            for connection in self.oldestFirst { connection.abort() }
        }
        await scope.drained(by: deadline.advanced(byMilliseconds: limits.graceMilliseconds))
        loop.cancel(timer)
    }
}
