import JSON

/// What a point read answers.
struct SampleRow: JSONWritable {
    let account: Int
    let balance: Int

    func write(to json: consuming JSONWriter) {
        json.object {
            $0.field("account", account)
            $0.field("balance", balance)
        }
    }
}
