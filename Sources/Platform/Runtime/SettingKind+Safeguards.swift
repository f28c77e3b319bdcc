public import Resilience

extension SettingKind<Without> {
    /// Names of `known`, with commas between them: patterns that a drill does without.
    public static func safeguards(_ known: [Safeguard]) -> SettingKind {
        let names = known.map(\.name).joined(separator: ", ")
        return SettingKind("one or more of \(names), with commas between them") { list in
            try? Without(list, of: known)
        } show: { without in
            let off = known.filter(without.contains).map(\.name)
            return off.isEmpty ? "nothing" : off.joined(separator: ",")
        }
    }
}
