/// What is missing or refused when a library of voices, recognisers or codecs is used.
public enum VoiceLibraryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The library is not on this machine; `package` is what to install.
    case missing(library: String, package: String)
    /// The library is there and lacks a function that is needed.
    case unknownVersion(library: String, function: String)
    /// A file that the library needs is not there.
    case missingFile(path: String, package: String)
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
        case .refused(let library, let reason): "\(library): \(reason)"
        }
    }
}
