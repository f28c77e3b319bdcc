import CCrypt

/// The inner function of SHA-256: blocks of 64 bytes mixed into the state.
///
/// There are two, and they must agree to the bit: the processor's own instructions where it
/// has them, plain Swift at a sixth of their speed where it has not.
enum SHA256Compression {
    private static let processorHasInstructions = ccrypt_sha256_is_present()

    @inline(__always)
    static func mix(_ blocks: UnsafeRawPointer, blockCount: Int, into state: inout SHA256.State) {
        if processorHasInstructions {
            mixByInstructions(blocks, blockCount: blockCount, into: &state)
        } else {
            mixInSwift(blocks, blockCount: blockCount, into: &state)
        }
    }

    static func mixByInstructions(
        _ blocks: UnsafeRawPointer, blockCount: Int, into state: inout SHA256.State
    ) {
        withUnsafeMutablePointer(to: &state) { words in
            words.withMemoryRebound(to: UInt32.self, capacity: 8) { words in
                blocks.withMemoryRebound(to: UInt8.self, capacity: blockCount * 64) { blocks in
                    ccrypt_sha256_blocks(words, blocks, blockCount)
                }
            }
        }
    }

    static func mixInSwift(
        _ blocks: UnsafeRawPointer, blockCount: Int, into state: inout SHA256.State
    ) {
        var schedule = InlineArray<64, UInt32>(repeating: 0)
        for block in 0..<blockCount {
            fill(&schedule, from: blocks + block * 64)
            var words = Words(state)
            // Eight at a time: each word is then back in its register, and no move is left to do.
            for index in stride(from: 0, to: 64, by: 8) {
                for step in 0..<8 {
                    words.round(schedule[index + step] &+ roundConstants[index + step])
                }
            }
            state &+= words.state
        }
    }

    @inline(__always)
    private static func fill(
        _ schedule: inout InlineArray<64, UInt32>, from block: UnsafeRawPointer
    ) {
        for index in 0..<16 {
            let word = block.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)
            schedule[index] = UInt32(bigEndian: word)
        }
        for index in 16..<64 {
            let early = schedule[index - 15]
            let late = schedule[index - 2]
            schedule[index] =
                schedule[index - 16] &+ schedule[index - 7]
                &+ (early.rotated(7) ^ early.rotated(18) ^ (early >> 3))
                &+ (late.rotated(17) ^ late.rotated(19) ^ (late >> 10))
        }
    }
}

/// The eight words in the course of a block. A struct of plain words, not a vector, so that each has
/// a register and moving along costs nothing.
private struct Words {
    private var a, b, c, d, e, f, g, h: UInt32

    @inline(__always)
    init(_ state: SHA256.State) {
        (a, b, c, d) = (state[0], state[1], state[2], state[3])
        (e, f, g, h) = (state[4], state[5], state[6], state[7])
    }

    @inline(__always)
    var state: SHA256.State { SHA256.State(a, b, c, d, e, f, g, h) }

    @inline(__always)
    mutating func round(_ input: UInt32) {
        let choice = g ^ (e & (f ^ g))
        let majority = (a & b) | (c & (a | b))
        let first = h &+ (e.rotated(6) ^ e.rotated(11) ^ e.rotated(25)) &+ choice &+ input
        let second = (a.rotated(2) ^ a.rotated(13) ^ a.rotated(22)) &+ majority
        (h, g, f, e) = (g, f, e, d &+ first)
        (d, c, b, a) = (c, b, a, first &+ second)
    }
}

extension UInt32 {
    @inline(__always)
    fileprivate func rotated(_ count: UInt32) -> UInt32 {
        (self &>> count) | (self &<< (32 - count))
    }
}

/// The fractional parts of the cube roots of the first 64 primes.
private let roundConstants: InlineArray<64, UInt32> = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1,
    0x923f_82a4, 0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3,
    0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786,
    0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147,
    0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
    0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a,
    0x5b9c_ca4f, 0x682e_6ff3, 0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
    0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
]
