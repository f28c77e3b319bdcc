/// Why there is no answer about a password. That it is the wrong one is an answer.
public enum PasswordError: Error, Equatable, Sendable {
    /// Longer than `PasswordHash.longestPassword`, or with a NUL in it: libcrypt would cut it there.
    case unusablePassword
    /// Not what `PasswordHash` writes: yescrypt, a cost we know, a salt of 16 bytes or more.
    case malformedHash
    /// More are waiting to be hashed than the limit allows. Try again later.
    case overloaded
    /// libcrypt could not, with its `errno`: no memory, as a rule.
    case failed(errno: Int32)
}
