public import Kernel

/// A no that belongs to the contract rather than to a rule: there is no such order, it is not yours,
/// the key was used for something else.
public struct Refusal: Rejection {
    public let problem: ProblemCode
    public let detail: String

    public init(_ problem: ProblemCode, _ detail: String? = nil) {
        self.problem = problem
        self.detail = detail ?? problem.sentence
    }

    public var code: String { problem.rawValue }
}
