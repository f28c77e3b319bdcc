import HTTP
import JSON
import ProviderAPI

extension ProviderLine {
    /// A page of one of the provider's books. Without an answer there is nothing to go on with.
    func page<Item: JSONWritable & JSONReadable & Sendable>(
        of list: String, after position: Int, _ limit: Int, kind: String? = nil,
        for caller: Request?
    ) async throws(ProviderFault) -> ProviderPage<Item> {
        let path = ProviderPath.page(
            of: list, after: position, limit: limit, kind: kind)
        let answer = await call(
            .get, path, for: caller, expecting: ProviderPage<Item>.self)
        switch answer {
        case .content(let page): return page
        case .rejection(let rejection): throw .refused(rejection)
        case .none(let reason): throw .noAnswer(reason)
        }
    }
}
