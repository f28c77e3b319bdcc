/// A piece of a Swift file: enough of one to tell code from what only looks like it.
struct Token: Equatable, Sendable {
    enum Kind: Sendable { case word, mark, literal, comment }

    let kind: Kind
    let text: String
    let line: Int
    /// Whether nothing stands between it and the token before: `try!`, but not `try !isOpen`.
    let isGlued: Bool
}

/// Cuts Swift source into words, single marks, literals and comments.
///
/// The rules look for words such as `Task {`, which comments and strings may say freely. So strings
/// of every form are kept apart (the code inside `\( )` is code again), comments nest, and a name in
/// backticks keeps them. What it does not know is the bare `/regex/`: a quote inside one hides the
/// rest of its line, never more.
struct Lexer {
    private var cursor: Cursor
    private var tokens: [Token] = []
    private var lastEnd = 0

    static func tokens(of source: String) -> [Token] {
        var lexer = Lexer(cursor: Cursor(source))
        lexer.readCode(insideString: false)
        return lexer.tokens
    }

    private init(cursor: Cursor) {
        self.cursor = cursor
    }

    /// Reads to the end of the file, or past the `)` that closes a string's `\(`.
    private mutating func readCode(insideString: Bool) {
        var depth = 0
        while let byte = cursor.peek() {
            switch byte {
            case Byte.slash where cursor.peek(1) == Byte.slash:
                add(.comment) { $0.skip { $0 != Byte.newline } }
            case Byte.slash where cursor.peek(1) == Byte.star:
                add(.comment) { $0.skipBlockComment() }
            case Byte.quote:
                readString(pounds: 0)
            case Byte.pound:
                readPound()
            case Byte.backtick:
                add(.word) { $0.skipQuotedName() }
            case Byte.close where insideString && depth == 0:
                cursor.skip()
                return
            case _ where Byte.isOfWord(byte):
                add(.word) { $0.skip(while: Byte.isOfWord) }
            case _ where Byte.isBlank(byte) || byte == Byte.newline:
                cursor.skip()
            default:
                if byte == Byte.open { depth += 1 }
                if byte == Byte.close { depth -= 1 }
                add(.mark) { $0.skip() }
            }
        }
    }

    /// After `#` may come a raw string, an extended regex, or a directive such as `#if`.
    private mutating func readPound() {
        var pounds = 0
        while cursor.peek(pounds) == Byte.pound { pounds += 1 }
        switch cursor.peek(pounds) {
        case Byte.quote:
            cursor.skip(pounds)
            readString(pounds: pounds)
        case Byte.slash:
            add(.literal) { $0.skipRegex(pounds: pounds) }
        default:
            add(.mark) { $0.skip() }
        }
    }

    /// Adds the string's text as literals, and between them the code of its interpolations.
    private mutating func readString(pounds: Int) {
        let quotes = cursor.opensLongString ? 3 : 1
        cursor.skip(quotes)
        while !cursor.isAtEnd {
            add(.literal) { $0.skipStringText(quotes: quotes, pounds: pounds) }
            guard cursor.peek() == Byte.backslash else {
                // Either the closing quotes, or the end of a line in what is no Swift.
                if cursor.peek() == Byte.quote { cursor.skip(quotes + pounds) }
                return
            }
            cursor.skip(1 + pounds + 1)
            readCode(insideString: true)
        }
    }

    private mutating func add(_ kind: Token.Kind, reading: (inout Cursor) -> Void) {
        let start = cursor.position
        let line = cursor.line
        reading(&cursor)
        tokens.append(
            Token(
                kind: kind, text: cursor.text(from: start), line: line,
                isGlued: start > 0 && start == lastEnd))
        lastEnd = cursor.position
    }
}

extension Cursor {
    fileprivate mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if peek() == Byte.slash && peek(1) == Byte.star {
                depth += 1
                skip(2)
            } else if peek() == Byte.star && peek(1) == Byte.slash {
                depth -= 1
                skip(2)
            } else {
                skip()
            }
        } while depth > 0 && !isAtEnd
    }

    fileprivate mutating func skipQuotedName() {
        skip()
        skip { $0 != Byte.backtick && $0 != Byte.newline }
        if peek() == Byte.backtick { skip() }
    }

    fileprivate mutating func skipRegex(pounds: Int) {
        skip(pounds + 1)
        while !isAtEnd {
            if peek() == Byte.slash && sees(pounds, of: Byte.pound, at: 1) {
                skip(1 + pounds)
                return
            }
            skip(peek() == Byte.backslash ? 2 : 1)
        }
    }

    /// Three quotes open a long string only at the end of a line: `#"""#` is a short one.
    fileprivate var opensLongString: Bool {
        guard sees(3, of: Byte.quote) else { return false }
        var offset = 3
        while let byte = peek(offset), Byte.isBlank(byte) { offset += 1 }
        return peek(offset) == Byte.newline
    }

    /// Stops before the closing quotes, before the `\` of an interpolation, or where a short string
    /// would have to end because its line does.
    fileprivate mutating func skipStringText(quotes: Int, pounds: Int) {
        while let byte = peek() {
            if byte == Byte.backslash && sees(pounds, of: Byte.pound, at: 1) {
                if peek(1 + pounds) == Byte.open { return }
                skip(1 + pounds + 1)
            } else if byte == Byte.newline && quotes == 1 {
                return
            } else if sees(quotes, of: Byte.quote) && sees(pounds, of: Byte.pound, at: quotes) {
                return
            } else {
                skip()
            }
        }
    }
}
