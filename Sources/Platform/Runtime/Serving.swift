public import EventLoop
public import HTTP
import JSON
import Telemetry

extension Environment {
    /// A server of these routes, on all loops, that tells of each request what became of it. `fault`
    /// is what nothing tells otherwise: a body that broke off behind its head, or a 500 when
    /// requests are not observed.
    public func makeServer(
        _ router: Router, observingRequests: Bool = true, limits: ServerLimits = ServerLimits()
    ) -> Server {
        let logger = telemetry.logger
        let requests = RequestTelemetry(
            routes: router.routes, telemetry.metrics, logger, telemetry.tracer)
        return Server(
            loops: loops, transport: transport, limits: limits,
            onFault: { request, error in
                let logger = request.map { logger.about($0) } ?? logger
                logger.error("fault") { $0.field("error", "\(error)") }
            },
            handler: observingRequests ? requests.middleware(router.handler) : router.handler)
    }

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
        telemetry.logger.info("listening") {
            $0.field("address", "\(server.address ?? address)")
        }
        lifecycle.whenStopping("answering the last requests") { deadline in
            await server.drain(by: deadline)
        }
    }
}
