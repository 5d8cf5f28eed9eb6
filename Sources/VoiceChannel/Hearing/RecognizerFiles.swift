/// Files that a recogniser hears by.
public struct RecognizerFiles: Hashable, Sendable {
    /// Language of a dialogue state.
    public struct Language: Hashable, Sendable {
        /// Name of the state.
        public var state: String
        /// A trigram model in ARPA form.
        public var path: String

        /// Stores a language.
        public init(state: String, path: String) {
            self.state = state
            self.path = path
        }
    }

    /// Words with their pronunciations.
    public var dictionaryPath: String
    /// Languages, one of them `PocketSphinxRecognizer.allStates`.
    public var languages: [Language]
    /// Digest of the content of all files.
    public var digest: String

    /// Stores paths.
    public init(dictionaryPath: String, languages: [Language], digest: String) {
        self.dictionaryPath = dictionaryPath
        self.languages = languages
        self.digest = digest
    }
}
