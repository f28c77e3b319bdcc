/// What one hash costs, named after the memory it fills; each step takes twice the time of the last.
///
/// The raw value is libcrypt's own count for yescrypt. It goes on to 11 (1 GiB); ours ends where a
/// stored hash could exhaust the machine that is asked to verify it.
public enum PasswordCost: UInt, CaseIterable, Sendable {
    case mebibytes1 = 1
    case mebibytes2
    case mebibytes4
    case mebibytes8
    case mebibytes16
    case mebibytes32
    case mebibytes64

    /// Debian's own choice for the passwords of its users: some 20 ms.
    public static let standard = mebibytes16

    /// Some 1 ms. For simulations, which hash thousands of passwords that guard nothing.
    public static let cheapest = mebibytes1

    /// How yescrypt writes it down: its flavour, log2 N and r.
    var parameters: String {
        switch self {
        case .mebibytes1: "j75"
        case .mebibytes2: "j85"
        case .mebibytes4: "j7T"
        case .mebibytes8: "j8T"
        case .mebibytes16: "j9T"
        case .mebibytes32: "jAT"
        case .mebibytes64: "jBT"
        }
    }
}
