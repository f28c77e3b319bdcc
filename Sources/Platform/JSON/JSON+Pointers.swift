extension JSON {
    /// Where this value stands in its document, as a JSON pointer (RFC 6901); empty for all of it.
    ///
    /// Found by walking down from the top: only who reports an error pays for it.
    public var pointer: String {
        var pointer = ""
        var container = 0
        while container != index {
            let isObject = document[container].kind == .object
            var child = container + 1
            var position = 0
            while document.end(of: isObject ? child + 1 : child) <= index {
                child = document.end(of: isObject ? child + 1 : child)
                position += 1
            }
            let step = isObject ? document.string(at: child) : String(position)
            pointer += "/" + JSON.escape(step)
            container = isObject ? child + 1 : child
        }
        return pointer
    }

    private static func escape(_ step: String) -> String {
        var escaped = ""
        for scalar in step.unicodeScalars {
            switch scalar {
            case "~": escaped += "~0"
            case "/": escaped += "~1"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    // MARK: - Errors

    /// For contract types that want more than JSON can say: `throw json.mismatch(expected: "a date")`.
    public func mismatch(expected: String) -> JSONError {
        .mismatch(pointer: pointer, expected: expected, found: found)
    }

    func missing(_ step: String) -> JSONError {
        .missing(pointer: pointer + "/" + JSON.escape(step))
    }

    /// What stands here, in words. Strings are not repeated: one may be a password.
    private var found: String {
        let entry = entry
        return switch entry.kind {
        case .null: "null"
        case .true: "true"
        case .false: "false"
        case .integer: "the number \(Int64(bitPattern: entry.second))"
        case .unsigned: "the number \(entry.second)"
        case .double: "the number \(Double(bitPattern: entry.second))"
        case .string, .name: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
