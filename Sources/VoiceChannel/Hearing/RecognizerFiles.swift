import DialogueEngine
import Foundation
import TwinPrimitives
public import VoiceLibraries

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
    /// Languages, one of them of all states.
    public var languages: [Language]
    /// Digest of the content of all files.
    public var digest: String

    /// Stores paths.
    public init(dictionaryPath: String, languages: [Language], digest: String) {
        self.dictionaryPath = dictionaryPath
        self.languages = languages
        self.digest = digest
    }

    /// The English of the acoustic model's own package: any words, in every state.
    public static func english(
        modelFolder: String = PocketSphinx.defaultModelFolder
    ) -> Self {
        Self(
            dictionaryPath: modelFolder + "/cmudict-en-us.dict",
            languages: [
                Language(
                    state: PocketSphinxRecognizer.allStates, path: modelFolder + "/en-us.lm.bin")
            ], digest: "en-us")
    }

    /// Writes the files of a language into a folder of their own, or finds them there.
    ///
    /// Safe when several processes do it: a file appears whole or not at all.
    ///
    /// - Parameters:
    ///   - language: Sentences of the states.
    ///   - modelFolder: Folder with `cmudict-en-us.dict`.
    ///   - cache: Folder of disposable files.
    /// - Returns: The paths.
    /// - Throws: `VoiceLibraryError` where the dictionary is missing or the folder cannot be written.
    public static func prepare(
        _ language: StateLanguage, modelFolder: String = PocketSphinx.defaultModelFolder,
        cache: String
    ) throws(VoiceLibraryError) -> Self {
        let dictionary = modelFolder + "/cmudict-en-us.dict"
        guard let bytes = FileManager.default.contents(atPath: dictionary) else {
            throw .missingFile(path: dictionary, package: "pocketsphinx-en-us")
        }
        var digest = Digest()
        digest.add("1")  // form of the files
        for state in language.states {
            digest.add(state.name)
            for sentence in state.sentences {
                digest.add(sentence.text)
                digest.add(String(sentence.weight))
            }
        }
        digest.add(bytes: Array(bytes))
        let name = String(digest.value, radix: 16)
        let folder = cache + "/language-" + name
        let paths = Self(
            dictionaryPath: folder + "/words.dict",
            languages: language.states.map {
                Language(state: $0.name, path: folder + "/" + $0.name + ".arpa")
            }, digest: name)
        // The dictionary is written last.
        if FileManager.default.fileExists(atPath: paths.dictionaryPath) { return paths }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            var words: Set<String> = []
            let pronunciations = Pronunciations(
                cmuDictionary: String(decoding: bytes, as: UTF8.self))
            for (state, place) in zip(language.states, paths.languages) {
                let model = TrigramModel(state.sentences)
                words.formUnion(model.vocabulary)
                try Data(model.arpa.utf8).write(to: URL(filePath: place.path), options: .atomic)
            }
            words.subtract(["<s>", "</s>"])
            let text = pronunciations.dictionary(of: words.sorted())
            try Data(text.utf8).write(to: URL(filePath: paths.dictionaryPath), options: .atomic)
        } catch {
            throw .refused(library: "folder \(folder)", reason: error.localizedDescription)
        }
        return paths
    }
}
