import JSON

/// How large a town is wanted.
struct TownScale: JSONWritable, Sendable {
    let stores: Int
    let orders: Int
    let seed: Int

    func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("stores", stores)
            $0.field("orders", orders)
            $0.field("seed", seed)
        }
    }
}

/// How far it is, as the system tells it.
struct TownReport: JSONReadable, Sendable {
    struct People: JSONReadable, Sendable {
        let role: String
        let first: String
        let last: String
        let password: String
    }

    let stage: String
    let people: [People]
    let stores: Int
    let orders: Int
    let unsent: Int
    let reason: String?

    init(_ json: JSON) throws(JSONError) {
        stage = try json["stage"].string()
        people = try json["people"].read()
        stores = try json["stores"].int()
        orders = try json["orders"].int()
        unsent = try json["unsent"].int()
        reason = try json[optional: "reason"]?.string()
    }
}

extension TownReport.People {
    init(_ json: JSON) throws(JSONError) {
        role = try json["role"].string()
        first = try json["first"].string()
        last = try json["last"].string()
        password = try json["password"].string()
    }
}
