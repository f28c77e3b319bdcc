/// One thing that can be told to a process: by the flag `--drain-limit`, or by the variable
/// `PROBE_DRAIN_LIMIT`; the flag wins.
///
/// Declared once as a constant, which is also the key to its value in the `Configuration`.
public struct Setting<Value: Sendable>: Sendable {
    public let name: String
    let kind: SettingKind<Value>
    let fallback: Value?
    let variable: String?
    let meaning: String

    /// `meaning` is a sentence for `--help`. `variable` replaces the usual name of the variable, for
    /// one that several processes share.
    public init(
        _ name: StaticString, _ kind: SettingKind<Value>, default fallback: Value,
        variable: StaticString? = nil, _ meaning: String
    ) {
        self.init("\(name)", kind, fallback, variable, meaning)
    }

    /// One that must be given.
    public init(
        required name: StaticString, _ kind: SettingKind<Value>, variable: StaticString? = nil,
        _ meaning: String
    ) {
        self.init("\(name)", kind, nil, variable, meaning)
    }

    /// One that may be left out.
    public init<Wrapped>(
        optional name: StaticString, _ kind: SettingKind<Wrapped>, variable: StaticString? = nil,
        _ meaning: String
    ) where Value == Wrapped? {
        self.init("\(name)", kind.orNone, .some(nil), variable, meaning)
    }

    private init(
        _ name: String, _ kind: SettingKind<Value>, _ fallback: Value?, _ variable: StaticString?,
        _ meaning: String
    ) {
        precondition(
            name.utf8.allSatisfy { ("a"..."z").contains(Unicode.Scalar($0)) || $0 == 0x2d },
            "a setting is named in small letters and hyphens: \(name)")
        self.name = name
        self.kind = kind
        self.fallback = fallback
        self.variable = variable.map { "\($0)" }
        self.meaning = meaning
    }
}

/// A setting as its form knows it, whatever the type of its value.
struct SettingLine: Sendable {
    let name: String
    let variable: String
    let allowed: String
    let meaning: String
    /// As text; nil when it must be given.
    let fallback: String?
    let isSecret: Bool
    /// The value that a text means, or that no text means; nil when that is none.
    let read: @Sendable (String?) -> (any Sendable)?

    init<Value: Sendable>(_ setting: Setting<Value>, prefix: String) {
        name = setting.name
        variable = setting.variable ?? "\(prefix)_\(Self.shout(setting.name))"
        allowed = setting.kind.allowed
        meaning = setting.meaning
        fallback = setting.fallback.map(setting.kind.show)
        isSecret = setting.kind.isSecret
        read = { text in
            let value = text.map(setting.kind.parse) ?? setting.fallback
            return value.map { SettingValue(value: $0) }
        }
    }

    var flag: String { "--\(name)" }

    private static func shout(_ name: String) -> String {
        String(name.uppercased().map { $0 == "-" ? "_" : $0 })
    }
}

/// Keeps an optional value apart from no value, which casts of `any Sendable` would not.
struct SettingValue<Value: Sendable>: Sendable {
    let value: Value
}
