import Kernel
import PublicAPI
import PublicDoor

/// Where a list begins that an index has in the order of time: behind this identifier, for an
/// identifier tells when it was made. Its text is what clients give back. (The longest lists are a
/// `Chain`.)
struct PageCursor<Tag: TypeIDTag> {
    /// Everything that is asked for is below.
    let before: TypeID<Tag>
    let limit: Int

    init(_ query: PageQuery) throws {
        limit = query.limit
        guard let text = query.cursor else {
            before = TypeID(bits: .max)
            return
        }
        guard let last = TypeID<Tag>(text) else {
            throw Refusal.strayCursor
        }
        before = last
    }

    /// One more than a page is read, to know whether another follows.
    var readLimit: Int { limit + 1 }

    func page<Record, Item: Described>(
        of records: [Record], by id: (Record) -> TypeID<Tag>, _ view: (Record) throws -> Item
    ) rethrows -> Page<Item> {
        let shown = records.prefix(limit)
        let next = records.count > limit ? shown.last.map { id($0).description } : nil
        return Page(try shown.map(view), next: next)
    }
}

extension Refusal {
    /// It was made up, or is another list's.
    static var strayCursor: Refusal { Refusal(.cursorInvalid, "This is no `next` of this list.") }
}
