import Glibc

/// The sockets this process has open. Tests that count them do so in a process of their own, where
/// only other kinds of descriptor come and go behind their back.
func openSockets() -> [Int32] {
    openDescriptors().filter { descriptor in
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
    }
}

/// Leaves room for only so many more descriptors.
func leaveRoom(forDescriptors count: Int) {
    // The limit bounds the number of a descriptor and not how many there are: no gaps, then.
    let highest = openDescriptors().last ?? 0
    while dup(0) < highest {}
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = rlim_t((openDescriptors().last ?? 0) + 1 + Int32(count))
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    if count == 0 { while dup(0) >= 0 {} }
}

private func openDescriptors() -> [Int32] {
    (0..<1_024).filter { fcntl($0, F_GETFD) >= 0 }
}
