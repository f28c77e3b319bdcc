import Glibc
import JSON

/// Says of each file named on the command line whether the parser accepts it, a line each.
///
/// Not part of the package: `scripts/outside/json-test-suite` compiles and questions it.
@main struct JSONVerdict {
    static func main() {
        for path in CommandLine.arguments.dropFirst() {
            do throws(JSONError) {
                _ = try JSON(parsing: contents(of: path))
                print("accepted \(path)")
            } catch {
                print("refused \(path) \(error)")
            }
        }
    }

    private static func contents(of path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { preconditionFailure("cannot open \(path)") }
        defer { fclose(file) }
        return Array(unsafeUninitializedCapacity: 1 << 20) { buffer, count in
            count = fread(buffer.baseAddress, 1, buffer.count, file)
        }
    }
}
