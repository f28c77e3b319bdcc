public import Storage

/// The one database that phase 1 and phase 2 share: it is literally the same file.
///
/// Every table belongs to one context and says so by the file that declares it here. Foreign keys
/// cross contexts: that is what one database gives, and what phase 3 gives up. A row that two may
/// want to change has a `version`, which phase 2's conditional writes compare; one that goes a single
/// way only (a fact is settled, a request is answered) needs none.
public enum SharedDatabase {
    public static let schema = Schema(
        applicationID: 0x4261_6531,  // "Bae1"
        migrations: [first])

    /// The whole business writes here. The longer the log, the more often a page changes before it is
    /// copied into the file, and it is copied once; the larger the cache, the fewer pages are read
    /// again that were changed a moment ago.
    public static let settings = {
        var settings = Settings()
        settings.checkpointAfterPages = 8_000
        settings.pageCacheKibibytes = 16_384
        return settings
    }()

    private static let first = [
        membersTables, storesTables, adsTables, couponsTables, ordersTables, paymentsTables,
        deliveryTables, reviewsTables, notificationsTables, settlementTables, auditTables,
        requestsTables,
    ].joined(separator: "\n")
}
