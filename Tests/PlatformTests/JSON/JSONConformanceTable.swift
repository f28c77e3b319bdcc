/// The table, a text a line.
extension JSONConformanceTests {
    static func lines(_ table: String) -> [String] { table.split(separator: "\n").map(String.init) }

    static let accepted =
        lines(
            #"""
            null
            true
            false
            42
            -0.1
            ""
            "asd"
             []
            [ 1]
            [2] 
            []
            [""]
            [[]   ]
            [null, 1, "1", {}]
            [1,null,null,null,2]
            [false, true]
            {}
            {"a":[]}
            {"":0}
            {"a":"b","c":"d"}
            {"foo\u0000bar": 42}
            { "min": -1.0e+28, "max": 1.0e+28 }
            {"x":[{"id": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}], "id": "x"}
            {"title":"\u041f\u043e\u043b\u0442\u043e\u0440\u0430"}
            [123e65]
            [0e+1]
            [0e1]
            [20e1]
            [-0]
            [-123]
            [1E22]
            [1E-2]
            [1E+2]
            [123.456e78]
            [1e-2]
            [1e+2]
            [123.456789]
            [-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]
            ["\u0060\u012a\u12AB"]
            ["\uD801\udc37"]
            ["\ud83d\ude39\ud83d\udc8d"]
            ["\"\\\/\b\f\n\r\t"]
            ["\\u0000"]
            ["\""]
            ["\\a"]
            ["\u0000\u000A\u0012\u0022\u005C\u00A0\u0821\u200B\u2064\uA66D"]
            ["\uFFFF\uFFFE\uFDD0"]
            ["\uDBFF\uDFFF\uDBFF\uDFFE\uD83F\uDFFE"]
            ["a/*b*/c/*d//e"]
            [","]
            ["π ģ ࠡ € 𝄞 ⍂㈴⍂ "]
            """#) + [
            "[\"a\"]\n", "[1\n]", "\t\r\n[\t\r\n1 ]\n", "{\n\"a\": \"b\"\n}", "[\"\u{7F}\"]",
            "[\"\u{10FFFF}\u{1BFFF}\u{FFFF}\"]", "[\"\u{2028}\u{2029}\u{200B}\u{2064}\"]",
        ]

    static let refused =
        structures + names + numbers + strings + [
            "", " ", "[\"a\",\n4\n,1,", "[1,\n1\n,1", "[\"\u{B}a\"\u{C}]", "[\u{2060}]", "[\u{C}]",
            "\u{FEFF}", "[\u{0}]", "\u{2060}[]", "123\u{0}", "[\"\\\u{0}\"]", "[\"a\u{0}a\"]",
            "[\"new\nline\"]", "[\"\t\"]", "[\"\\\t\"]",
        ]

    static let structures = lines(
        #"""
        [
        ]
        {
        [[]
        []]
        [1 true]
        ["": 1]
        [""],
        [,1]
        [1,,2]
        ["x",,]
        ["",]
        ["x"
        [x
        [3[4]]
        [1:2]
        [,]
        [-]
        [   , ""]
        [1,]
        [1,,]
        [*]
        [{}
        {}}
        [][]
        [1]x
        2@
        <.>
        [<null>]
        1]
        ['
        [,
        [{
        ["a
        ["a"
        ["asd]
        *
        [1
        [ false, nul
        [ true, fals
        [ false, tru
        [True]
        [tru]
        [nul]
        [fals]
        [nulll]
        ["x", truth]
        asd
        abc
        å
        [é]
        [\u000A""]
        [\n]
        [\u0020"asd"]
        ["a":{"a":{"a":
        """#)

    static let names = lines(
        #"""
        {"x": true,
        {"":
        {"a":/*comment*/"b"}
        {"a": true} "x"
        {]
        {,
        {[
        {"a
        {'a'
        {"a":"b"}#{}
        {"asd":"asd"
        {[: "x"}
        {"x", null}
        {"x"::"b"}
        {🇨🇭}
        {"a":"a" 123}
        {key: 'value'}
        {"a" b}
        {:"b"}
        {"a" "b"}
        {"a"
        {1:1}
        {9999E9999:1}
        {null:null,null:null}
        {"id":0,,,,,}
        {'a':0}
        {"id":0,}
        {"a":"b"}/**/
        {"a":"b"}//
        {"a":"b"}/
        {"a":"b"}#
        {"a":"b",,"c":"d"}
        {a: "b"}
        {"a":"a
        { "foo" : "bar", "a" }
        {"a":1}}
        """#)

    static let numbers = lines(
        #"""
        [++1234]
        [+1]
        [+Inf]
        [-01]
        [-1.0.]
        [-2.]
        [-NaN]
        [.-1]
        [.2e-3]
        [0.1.2]
        [0.3e+]
        [0.3e]
        [0.e1]
        [0E+]
        [0E]
        [0e]
        [1.0e-]
        [1 000.0]
        [1_000]
        [1eE2]
        [2.e+3]
        [9.e+]
        [Inf]
        [NaN]
        [１]
        [1+2]
        [0x1]
        [0x42]
        [Infinity]
        [0e+-1]
        [-123.123foo]
        [-Infinity]
        [-foo]
        [- 1]
        [-012]
        [-.123]
        [-1x]
        [1ea]
        [1.]
        [.123]
        [1.2a-3]
        [1.8011670033376514H-308]
        [012]
        [00]
        -
        """#)

    static let strings = lines(
        #"""
        ["\uD800\"]
        ["\uD800\u"]
        ["\uD800\u1"]
        ["\uD800\u1x"]
        ["\uD800\uD800\x"]
        ["\uD834\uDd"]
        ["\x00"]
        ["\\\"]
        ["\🌀"]
        ["\"]
        ["\u00A"]
        ["\u00+1"]
        ["\a"]
        ["\'"]
        ["\uqqqq"]
        ["\
        "
        ['single quote']
        "\UA66D"
        ""x
        """#)

    static let invalidUTF8: [[UInt8]] = [
        [0xFF], [0xE5], [0x80], [0x81], [0xE9], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE0, 0xFF],
        [0xF4, 0xBF, 0xBF, 0xBF], [0xFC, 0x83, 0xBF, 0xBF, 0xBF, 0xBF],
        [0xFC, 0x80, 0x80, 0x80, 0x80, 0x80], [0xE6, 0x97, 0xA5, 0xD1, 0x88, 0xFA],
    ]

    /// No finite double; half a surrogate pair; a name twice, be it with the same value; and a byte
    /// order mark.
    static let disputed =
        lines(
            #"""
            [-1e+9999]
            [1.5e+9999]
            [-123123e100000]
            [123123e100000]
            [0.4e00669999999999999999999999999999999999999999999999999999]
            {"\uDFAA":0}
            ["\uDADA"]
            ["\uD888\u1234"]
            ["\uD800\n"]
            ["\uDd1ea"]
            ["\uD800\uD800\n"]
            ["\ud800"]
            ["\ud800abc"]
            ["\uDd1e\uD834"]
            ["\uDFAA"]
            {"a":"b","a":"c"}
            {"a":"b","a":"b"}
            """#) + ["\u{FEFF}{}"]
}
