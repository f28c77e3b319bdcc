import Identity
import Testing

@Suite struct ConstantTimeTests {
    @Test(arguments: ["a text", "a texT", "A text", "a tex", "a text ", ""])
    func `equal texts are equal in constant time too, others are not`(other: String) {
        let isEqual = "a text".utf8.span.isEqualInConstantTime(to: other.utf8.span)
        #expect(isEqual == (other == "a text"))
    }
}
