public import EventLoop
public import HTTP

extension Environment {
    /// Serves on `address` until the process stops, and then until what is under way is answered.
    ///
    /// If the parent has handed in a listening socket at `position`, that one is served instead. The
    /// parent keeps it too, so that nobody is refused between this process and the next.
    public func serve(
        _ server: Server, on address: Address, orInherited position: Int = 0,
        during lifecycle: Lifecycle
    ) throws(StartFailure) {
        do throws(SystemError) {
            if inheritedSockets.indices.contains(position) {
                try server.listen(inheriting: inheritedSockets[position])
            } else {
                try server.listen(on: address)
            }
        } catch {
            throw .cannotListen(on: address, error)
        }
        lifecycle.whenStopping("answering the last requests") { deadline in
            await server.drain(by: deadline)
        }
    }
}
