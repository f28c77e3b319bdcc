import EventLoop
import Runtime

/// What every tour is told.
enum GuideSettings {
    static let url = Setting(
        "url", .httpAddress, default: .tcp(host: "127.0.0.1", port: 8_080), "The system.")

    static let secrets = Setting(
        required: "secrets", .path, "The file with the operator's password.")
}

enum WalkSettings {
    static let words = Setting(
        required: "words", .path, "The phase's walk.json: what happens underneath each step.")

    static let form = ConfigurationForm(
        "baedal-guide order", prefix: "GUIDE",
        about: "walks one order through a running system and tells what happens underneath.",
        GuideSettings.url, words, GuideSettings.secrets)
}

enum SeedSettings {
    static let stores = Setting("stores", .number(1...10_000), default: 1_000, "How many.")

    static let orders = Setting(
        "orders", .number(0...1_000_000), default: 10_000, "How many in the day that is told.")

    static let seed = Setting(
        "seed", .number(0...Int.max), default: 1, "The same number gives the same town.")

    static let form = ConfigurationForm(
        "baedal-guide seed", prefix: "GUIDE",
        about: "fills a running system with a town and a day of its life.",
        GuideSettings.url, GuideSettings.secrets, stores, orders, seed)
}
