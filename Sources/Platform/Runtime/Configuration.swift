/// What a process was told, read and checked: `configuration[Settings.port]`.
public struct Configuration: Sendable {
    let values: [String: any Sendable]

    public subscript<Value>(_ setting: Setting<Value>) -> Value {
        guard let held = values[setting.name] as? SettingValue<Value> else {
            preconditionFailure("the setting \(setting.name) is not in the form of this process")
        }
        return held.value
    }
}
