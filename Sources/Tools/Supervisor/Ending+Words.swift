import Processes
import Runtime

extension Ending {
    /// With what the status means, for our own programs keep to one list.
    var inWords: String {
        guard case .exited(let status) = self, let known = ExitStatus(rawValue: status) else {
            return description
        }
        return "\(description): \(known.inWords)"
    }
}

extension ExitStatus {
    fileprivate var inWords: String {
        switch self {
        case .done: "it was asked to stop"
        case .usage: "its command line or a variable is wrong"
        case .data: "its data is not ours, newer than it, or damaged"
        case .unavailable: "something that it needs is not to be had"
        case .fault: "a fault"
        case .cannotCreate: "it cannot make or write a folder or a file"
        case .inputOutput: "the disk failed, or is full"
        case .unfinished: "it ran out of time, or another process holds what it needs"
        }
    }
}
