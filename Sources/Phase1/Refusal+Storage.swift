import PublicAPI
import Storage

extension Refusal {
    /// What a client may wait for or must know of is no fault of ours: nothing was done, and service
    /// returns by itself.
    init?(_ error: any Error) {
        switch error as? StorageError {
        case .full: self.init(.storageFull)
        case .overloaded, .busy, .interrupted(.logLimit): self.init(.overloaded)
        case .interrupted(.deadline): self.init(.outOfTime)
        default: return nil
        }
    }
}
