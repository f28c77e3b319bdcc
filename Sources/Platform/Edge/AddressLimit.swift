import HTTP
import Resilience

/// So many requests an address. It refuses before anything that costs more: a token is not even
/// looked at.
struct AddressLimit: Sendable {
    let limiter: RateLimiter<ClientAddress>
    let proxies: TrustedProxies

    func callAsFunction(_ next: @escaping Handler) -> Handler {
        { request in
            try await limiter.govern(proxies.client(of: request)) { try await next(request) }
        }
    }
}
