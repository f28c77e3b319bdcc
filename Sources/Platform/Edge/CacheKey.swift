import HTTP

/// What two requests have in common that may have one answer. The host belongs to it: a handler may
/// write links with it, and somebody may have lied about theirs.
struct CacheKey: Hashable {
    let target: String
    let host: String

    var bytes: Int { target.utf8.count + host.utf8.count }

    init(_ request: Request) {
        target = request.target.description
        host = request.fields[.host] ?? ""
    }
}

/// The fields of requests by which the answers under one key differ (`Vary`), and what one request
/// has in them.
struct Selection: Hashable {
    let values: [[String]]

    init(_ names: [FieldName], of request: Request) {
        values = names.map(request.fields.values)
    }

    var bytes: Int {
        values.reduce(0) { $0 + $1.reduce(0) { $0 + $1.utf8.count + 16 } + 16 }
    }
}
