import Kernel
import PublicAPI

// Lists whose latest comes first are paged by identifiers, which rise with time: a page begins behind
// the last identifier of the page before, so nothing is counted and nothing that comes in shifts it.

extension PageQuery {
    /// What the items of this page are below of.
    func end<Tag: TypeIDTag>(of type: TypeID<Tag>.Type = TypeID<Tag>.self) throws -> TypeID<Tag> {
        guard let cursor else { return TypeID(bits: .max) }
        guard let id = TypeID<Tag>(cursor) else { throw Refusal(.cursorInvalid) }
        return id
    }

    /// One more than is shown tells whether there is a next page.
    var asked: Int { limit + 1 }
}

extension Page {
    /// Of what was found when `query.asked` were asked for.
    init<Tag: TypeIDTag>(_ found: [Item], of query: PageQuery, by id: (Item) -> TypeID<Tag>) {
        guard found.count > query.limit else {
            self.init(found)
            return
        }
        let items = Array(found.prefix(query.limit))
        self.init(items, next: items.last.map { id($0).description })
    }
}
