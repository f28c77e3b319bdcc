import CCrypt
import Glibc

/// libcrypt, without its shared buffer: each call works in memory of its own and wipes it.
enum Crypt {
    /// libcrypt counts the NUL at the end.
    static let longestPhrase = Int(CRYPT_MAX_PASSPHRASE_SIZE) - 1

    /// `$y$cost$salt$`: all that a hash depends on besides the password.
    static func setting(cost: PasswordCost, salt: PasswordSalt) throws(PasswordError) -> String {
        let memory = UnsafeMutableBufferPointer<CChar>.allocate(
            capacity: Int(CRYPT_GENSALT_OUTPUT_SIZE))
        defer { memory.deallocate() }
        let setting = withUnsafeBytes(of: salt.bytes) { salt in
            crypt_gensalt_rn(
                "$y$", cost.rawValue, salt.assumingMemoryBound(to: CChar.self).baseAddress,
                Int32(salt.count), memory.baseAddress, Int32(memory.count))
        }
        guard let setting else { throw .failed(errno: errno) }
        return String(cString: setting)
    }

    static func hash(_ phrase: String, setting: String) throws(PasswordError) -> String {
        guard phrase.utf8.count <= longestPhrase, !phrase.utf8.contains(0) else {
            throw .unusablePassword
        }
        let workspace = UnsafeMutablePointer<crypt_data>.allocate(capacity: 1)
        let size = MemoryLayout<crypt_data>.size
        memset(workspace, 0, size)
        defer {
            explicit_bzero(workspace, size)
            workspace.deallocate()
        }
        guard let hash = crypt_rn(phrase, setting, workspace, Int32(size)) else {
            throw .failed(errno: errno)
        }
        return String(cString: hash)
    }

    /// The alphabet of salts and hashes.
    static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: ".")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
