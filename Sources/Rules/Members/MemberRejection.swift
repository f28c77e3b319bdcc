public import Kernel

public enum MemberRejection: Rejection {
    case emailInvalid
    case nameInvalid
    case passwordInvalid
    case operatorNotRegistrable
    case emailTaken
    /// Says nothing about which of the two was wrong, or whether the member exists.
    case credentialsWrong

    public var code: String {
        switch self {
        case .emailInvalid: "email-invalid"
        case .nameInvalid: "name-invalid"
        case .passwordInvalid: "password-invalid"
        case .operatorNotRegistrable: "operator-not-registrable"
        case .emailTaken: "email-taken"
        case .credentialsWrong: "credentials-wrong"
        }
    }

    public var detail: String {
        switch self {
        case .emailInvalid:
            "This is no e-mail address: name@example.com, at most \(EmailAddress.mostBytes) bytes."
        case .nameInvalid:
            "A name has 1 to \(Registration.mostNameCharacters) characters, "
                + "none of them a control character, and no space at its ends."
        case .passwordInvalid:
            "A password has \(Password.bytes.lowerBound) to \(Password.bytes.upperBound) bytes."
        case .operatorNotRegistrable:
            "One registers as customer, owner or rider; nobody registers as operator."
        case .emailTaken: "Somebody is registered with this e-mail address."
        case .credentialsWrong: "E-mail address and password do not belong together."
        }
    }
}
