public import EventLoop

/// What a setting may be, and what its text becomes.
public struct SettingKind<Value: Sendable>: Sendable {
    /// For people, as what follows "it must be": `a port from 0 to 65535`.
    let allowed: String
    let parse: @Sendable (String) -> Value?
    let show: @Sendable (Value) -> String
    let isSecret: Bool

    public init(
        _ allowed: String, parse: @escaping @Sendable (String) -> Value?,
        show: @escaping @Sendable (Value) -> String
    ) {
        self.init(allowed, isSecret: false, parse: parse, show: show)
    }

    fileprivate init(
        _ allowed: String, isSecret: Bool, parse: @escaping @Sendable (String) -> Value?,
        show: @escaping @Sendable (Value) -> String
    ) {
        self.allowed = allowed
        self.parse = parse
        self.show = show
        self.isSecret = isSecret
    }

    /// The same, or nothing, which is said by leaving it out.
    var orNone: SettingKind<Value?> {
        SettingKind<Value?>(allowed, isSecret: isSecret) { text in
            parse(text).map { .some($0) }
        } show: { value in
            value.map(show) ?? "none"
        }
    }
}

extension SettingKind<Int> {
    /// `unit` is a word, such as `milliseconds`.
    public static func number(
        _ range: ClosedRange<Int>, unit: StaticString? = nil
    ) -> SettingKind {
        let unit = unit.map { " \($0)" } ?? ""
        return SettingKind("a number from \(range.lowerBound) to \(range.upperBound)\(unit)") {
            Int($0).flatMap { range.contains($0) ? $0 : nil }
        } show: {
            "\($0)\(unit)"
        }
    }
}

extension SettingKind<UInt16> {
    public static var port: SettingKind {
        SettingKind("a port from 0 to 65535", parse: { UInt16($0) }, show: { "\($0)" })
    }
}

extension SettingKind<Bool> {
    public static var choice: SettingKind {
        SettingKind("true or false", parse: { Bool($0) }, show: { "\($0)" })
    }
}

extension SettingKind<String> {
    public static func text(_ what: StaticString, mostBytes: Int) -> SettingKind {
        SettingKind("\(what), 1 to \(mostBytes) bytes") { text in
            (1...mostBytes).contains(text.utf8.count) ? text : nil
        } show: {
            $0
        }
    }

    /// A path of the file system. The kernel takes no longer ones.
    public static var path: SettingKind {
        text("a path", mostBytes: 1_024)
    }
}

extension SettingKind<Address> {
    /// Where another process serves HTTP.
    public static var httpAddress: SettingKind {
        let scheme = "http://"
        return SettingKind("a host by number and a port, such as http://127.0.0.1:9000") { text in
            text.hasPrefix(scheme) ? Address(String(text.dropFirst(scheme.count))) : nil
        } show: {
            "\(scheme)\($0)"
        }
    }
}

extension SettingKind where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the cases of an enum.
    public static var oneOf: SettingKind {
        let all = Value.allCases.map(\.rawValue).joined(separator: ", ")
        return SettingKind("one of \(all)", parse: { Value(rawValue: $0) }, show: { $0.rawValue })
    }
}

extension SettingKind<Secret> {
    /// Never printed, and never a flag: every user of the machine sees the flags of a process.
    public static func secret(bytes: ClosedRange<Int>) -> SettingKind {
        SettingKind(
            "a secret of \(bytes.lowerBound) to \(bytes.upperBound) bytes", isSecret: true
        ) { text in
            bytes.contains(text.utf8.count) ? Secret(Array(text.utf8)) : nil
        } show: { _ in
            "(secret)"
        }
    }
}
