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
    private(set) var connections: [ObjectIdentifier: ServerConnection] = [:]
    private(set) var isDraining = false
    private(set) var handover: Handover?
    /// Where responses are put together. Never kept over an `await`.
    var output: [UInt8] = []
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
        pool = BufferPool(capacity: limits.head.headBytes)
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
        let key = ObjectIdentifier(connection)
        connections[key] = connection
        connection.whenEnded = { [weak self] in
            self?.connections[key] = nil
            whenEnded()
        }
        connection.start()
    }

    /// Lets every connection finish what it does and closes it then.
    func drain() {
        isDraining = true
        for connection in connections.values { connection.stopIfIdle() }
    }

    /// Gives every connection away as soon as it is between two requests.
    func handOver(to handover: Handover) {
        self.handover = handover
        for connection in connections.values { connection.stopIfIdle() }
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

    func closeAll() {
        for connection in connections.values { connection.abort() }
    }
}
