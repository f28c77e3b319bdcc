extension ConfigurationForm {
    /// What `--help` prints.
    public var help: String {
        var text = "\(program): \(about)\n"
        for line in lines {
            let flag = line.isSecret ? "" : "\(line.flag) VALUE  or  "
            text += "\n  \(flag)\(line.variable)=VALUE\n"
            text += "      \(line.meaning)\n"
            text += "      \(line.allowed); \(line.whenLeftOut)\n"
        }
        text += "\n  --help\n      this text\n"
        if !notes.isEmpty { text += "\n\(notes)\n" }
        return text
    }
}

extension SettingLine {
    fileprivate var whenLeftOut: String {
        fallback.map { "\($0) when left out" } ?? "must be given"
    }
}
