import EventLoop
import Kernel
import Storage

extension Monolith {
    /// Sees to it that the stores on top are today's, before anybody is shown them. That is work
    /// once a day and after a start; on all other calls it is a comparison.
    func showAds() async throws {
        let today = Day(of: now)
        guard adsShownOn.withLock({ $0 }) != today else { return }
        try await database.write { transaction in
            try Ads.show(on: today, in: transaction)
        }
        adsShownOn.withLock { $0 = today }
    }
}
