/// What is missing or refused when a library of voices, recognisers or codecs is used.
public enum VoiceLibraryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The library is not on this machine; `package` is what to install.
    case missing(library: String, package: String)
    /// The library is there and lacks a function that is needed.
    case unknownVersion(library: String, function: String)
    /// A file that the library needs is not there.
    case missingFile(path: String, package: String)
    /// A model that no package holds is not there; a target of make gets it.
    case missingModel(path: String)
    /// A file of models/voice is not there.
    case missingHearing(path: String)
    /// A file of models/voice holds something else.
    case malformed(path: String, reason: String)
    /// The library refused what it was given.
    case refused(library: String, reason: String)

    /// What is missing, and what to install.
    public var description: String {
        switch self {
        case .missing(let library, let package):
            "\(library) is not installed; install it: apt-get install \(package)"
        case .unknownVersion(let library, let function):
            "\(library) has no function \(function): this version is not supported"
        case .missingFile(let path, let package):
            "\(path) is not there; install it: apt-get install \(package)"
        case .missingModel(let path): "\(path) is not there; get it: make voice-models"
        case .missingHearing(let path):
            "\(path) is not there; it comes with calltwin: --hearing names its folder"
        case .malformed(let path, let reason): "\(path): error: \(reason)"
        case .refused(let library, let reason): "\(library): \(reason)"
        }
    }
}
