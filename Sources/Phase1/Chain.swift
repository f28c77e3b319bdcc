import PublicAPI
import PublicDoor
import Storage

/// A list that goes back in time link by link: each row names the one before it, as a commit names
/// its parent (ADR 0014). What clients give back is the first link of the next page.
struct Chain<Link: LosslessStringConvertible> {
    private let start: Link?
    private let isContinued: Bool
    private let limit: Int

    init(_ query: PageQuery, from latest: @autoclosure () throws -> Link?) throws {
        limit = query.limit
        isContinued = query.cursor != nil
        guard let text = query.cursor else {
            start = try latest()
            return
        }
        guard let link = Link(text) else { throw Refusal.strayCursor }
        start = link
    }

    /// `find` answers nil where the list has no such row: a cursor may have been made up, or be
    /// another list's.
    func page<Item: Described>(
        _ find: (Link) throws -> (item: Item, before: Link?)?
    ) throws -> Page<Item> {
        var items: [Item] = []
        var next = start
        while let link = next, items.count < limit {
            guard let found = try find(link) else {
                guard isContinued, items.isEmpty else {
                    throw StorageError.corrupt("a list that breaks off at \(link)")
                }
                throw Refusal.strayCursor
            }
            items.append(found.item)
            next = found.before
        }
        return Page(items, next: next?.description)
    }
}
