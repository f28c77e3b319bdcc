import Testing

@Suite struct LexerTests {
    /// The words and marks of the code; literals and comments left out.
    private func code(_ source: String) -> String {
        Lexer.tokens(of: source).filter { $0.kind == .word || $0.kind == .mark }.map(\.text)
            .joined(separator: " ")
    }

    private func texts(_ kind: Token.Kind, in source: String) -> [String] {
        Lexer.tokens(of: source).filter { $0.kind == kind }.map(\.text)
    }

    @Test func `code is cut into words and single marks`() {
        #expect(code("let größe_2=$0+1.5 // metres") == "let größe_2 = $0 + 1 . 5")
        #expect(code("Task{await a()}") == "Task { await a ( ) }")
    }

    @Test func `a comment ends with its line, and block comments nest`() {
        #expect(code("a // b \"\nc") == "a c")
        #expect(code("a /* b /* c */ d \" */ e") == "a e")
        #expect(texts(.comment, in: "a /* b\nc */ // d") == ["/* b\nc */", "// d"])
    }

    @Test func `a string is one literal, whatever it quotes`() {
        #expect(texts(.literal, in: #"a("b \" // c", "")"#) == ["b \\\" // c", ""])
        #expect(code(#"a("b \" // c") // d"#) == "a ( )")
        #expect(code(#""\\" b"#) == "b")
    }

    @Test func `a raw string ends only at its own pounds`() {
        #expect(code(###"a(##"b "# \" \#(c)"##) d"###) == "a ( ) d")
        #expect(code(###"#"""# b"###) == "b")
        #expect(code(####"##"\##(a) \#(b)"##"####) == "a")
    }

    @Test func `a long string keeps its quotes and lines`() {
        let source = """
            a = \"""
                say "b" // \\
                \\""\" and \\(c)
                \""" + d
            """
        #expect(code(source) == "a = c + d")
        #expect(Lexer.tokens(of: source).last?.line == 4)
    }

    @Test func `what a string interpolates is code, however deep`() {
        #expect(code(#""a \(b("c \(d) e")) f""#) == "b ( d )")
        #expect(code(##"#"a \(b) \#(c)"#"##) == "c")
    }

    @Test func `an extended regex is a literal`() {
        #expect(code(##"a(#/"b" \/ (c)/#) d"##) == "a ( ) d")
        #expect(code("#if DEBUG") == "# if DEBUG")
    }

    @Test func `a name in backticks keeps them, with all it holds`() {
        #expect(code("func `a \"b\" { } // c`() {") == "func `a \"b\" { } // c` ( ) {")
        #expect(texts(.word, in: "a.`default`") == ["a", "`default`"])
    }

    @Test func `each token knows its line`() {
        let tokens = Lexer.tokens(of: "a /*\n\n*/ b \"c\"\n\"\"\"\n\n\"\"\" d\r\ne")
        let words = tokens.filter { $0.kind == .word }
        #expect(words.map(\.line) == [1, 3, 6, 7])
    }

    @Test(arguments: [
        "\"", "\"\"\"", "\"\"\"\n", "/*", "`", "#\"", "\"\\", "\"\\(", "#/", "#/\\", "#",
    ])
    func `a file that ends in the middle of something ends the reading`(_ source: String) {
        #expect(Lexer.tokens(of: "a " + source).first?.text == "a")
    }

    @Test func `a short string left open hides its own line at most`() {
        #expect(code("a \" b\nc") == "a c")
    }
}
