import Glibc

/// The descriptors this process has open. Tests that count them do so in a process of their own.
func openDescriptors() -> [Int32] {
    (0..<1_024).filter { fcntl($0, F_GETFD) >= 0 }
}

/// Leaves room for only so many descriptors above those that are open.
func leaveRoom(forDescriptors count: Int) {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    // The limit bounds the number of a descriptor, so gaps below the highest count as well.
    let highest = Int(openDescriptors().last ?? 0)
    let gaps = highest + 1 - openDescriptors().count
    limit.rlim_cur = rlim_t(highest + 1 + max(0, count - gaps))
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    for _ in 0..<max(0, gaps - count) { _ = dup(0) }
}
