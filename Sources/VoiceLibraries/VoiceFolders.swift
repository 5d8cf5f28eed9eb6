import Foundation

/// Where voices, recognisers and renderings of this user are.
public struct VoiceFolders: Hashable, Sendable {
    /// Models that `make voice-models` gets: `$CALLTWIN_VOICES`, else `calltwin/voices` in the user's
    /// folder of data.
    public let models: String
    /// Renderings, which may be deleted at any time: `calltwin/speech` in the user's cache.
    public let renderings: String
    /// Language models of recognisers, which may be deleted at any time: `calltwin/language` in the
    /// user's cache.
    public let languages: String

    /// Finds the folders; none need exist.
    ///
    /// - Parameter environment: Variables of the process: `CALLTWIN_VOICES`, `XDG_DATA_HOME`,
    ///   `XDG_CACHE_HOME` and `HOME` are read (XDG Base Directory Specification 0.8).
    public init(environment: [String: String]) {
        func folder(_ name: String) -> String? {
            // The specification lets relative paths be ignored.
            environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        let home = folder("HOME") ?? NSHomeDirectory()
        let data = folder("XDG_DATA_HOME") ?? home + "/.local/share"
        let cache = folder("XDG_CACHE_HOME") ?? home + "/.cache"
        let chosen = environment["CALLTWIN_VOICES"] ?? ""
        models = chosen.isEmpty ? data + "/calltwin/voices" : chosen
        renderings = cache + "/calltwin/speech"
        languages = cache + "/calltwin/language"
    }

    /// Piper with its voices.
    public var piper: String { models + "/piper" }
    /// The recogniser Moonshine.
    public var moonshine: String { models + "/moonshine" }
    /// Recordings of people, which `make voice-recordings` gets.
    public var recordings: String { models + "/recordings" }
}
