import JSON

/// One of twenty stores that make a body of two kilobytes, 2,093 bytes: what a listing answers.
struct SampleStore: JSONWritable {
    let id: String
    let name: String
    let rating: Double
    let metres: Int
    let isOpen: Bool

    func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("id", id)
            $0.field("name", name)
            $0.field("rating", rating)
            $0.field("metres", metres)
            $0.field("open", isOpen)
        }
    }
}

struct SampleListing: JSONWritable {
    let stores: [SampleStore]

    func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("items", stores)
        }
    }

    static let twentyStores = SampleListing(stores: (0..<20).map(store))

    private static let names = ["교촌치킨", "엄마손분식", "명동칼국수", "홍콩반점", "피자마루"]

    private static func store(_ index: Int) -> SampleStore {
        let number = index < 10 ? "0\(index)" : "\(index)"
        return SampleStore(
            id: "store_01h455vb4pex5vsknk084sn0\(number)", name: names[index % 5],
            rating: Double(30 + index) / 10, metres: 120 + index * 137, isOpen: index % 4 != 3)
    }
}
