import Kernel
import ProviderAPI
import Storage

// How the words that the tables share come out of them. They go in as their texts and numbers.

extension Row {
    func key(_ position: Int) throws(StorageError) -> ProviderKey {
        let text: String = try self[position]
        guard let key = ProviderKey(text) else { throw .corrupt("\(text) is no key") }
        return key
    }

    func money(_ position: Int) throws(StorageError) -> Money {
        Money(won: try self[position])
    }

    func moment(_ position: Int) throws(StorageError) -> Moment {
        Moment(unixMilliseconds: try self[position])
    }
}
