public import DialogueEngine
import DialogueModels
import Foundation
public import TwinPrimitives
public import VoiceChannel
public import VoiceLibraries

/// Makes recognisers, all of them in the same way.
public struct RecognizerSource: Sendable {
    /// What callers may say, state by state.
    public let language: StateLanguage
    /// Tells clean cepstra of the telephone's sound.
    public let features: FeatureEnhancer
    /// Tells acknowledgements by their sound.
    public let acknowledgements: AcknowledgementNetwork
    /// What makes probabilities of scores.
    public let calibrations: CalibrationTable
    /// Where this machine has models and caches.
    public let folders: VoiceFolders

    /// Recognisers that can be asked for.
    public static let known = ["pocketsphinx", "moonshine", "both"]
    /// Seconds before the first partial reading of Moonshine.
    private static let partialSeconds = 0.5

    /// Reads what recognisers are made of.
    ///
    /// - Parameters:
    ///   - model: Whose utterances are heard.
    ///   - today: Civil date by which dates are spelled.
    ///   - folder: Folder with features and calibrations.
    ///   - background: File of labelled utterances that widens the language of open questions.
    ///   - folders: Where this machine has models and caches.
    /// - Throws: What is wrong with a file.
    public init(
        of model: DialogueModel, today: CivilDate, folder: String, background: String,
        folders: VoiceFolders
    ) throws {
        let wide = try LabelledFile.read(background).map(\.text)
        let path = folder + "/calibration.tsv"
        guard let content = FileManager.default.contents(atPath: path) else {
            throw VoiceStudyError.missingFile(path: path)
        }
        language = StateLanguage(model: model, background: wide, today: today)
        features = try FeatureEnhancer(path: folder + "/telephone.features")
        acknowledgements = try AcknowledgementNetwork(path: folder + "/acknowledgement.network")
        calibrations = try CalibrationTable(String(decoding: content, as: UTF8.self), path: path)
        self.folders = folders
    }

    /// A recogniser whose score is not calibrated.
    ///
    /// - Parameters:
    ///   - name: One of `known`.
    ///   - hearsPartials: Whether it can read words so far.
    /// - Returns: The recogniser.
    /// - Throws: `unknownRecognizer`, or what is missing on this machine.
    public func raw(_ name: String, hearsPartials: Bool) throws -> any Recognizer {
        switch name {
        case "pocketsphinx": return try pocketSphinx(hearsPartials: hearsPartials)
        case "moonshine": return try moonshine(hearsPartials: hearsPartials)
        case "both":
            return SecondOpinion(
                try pocketSphinx(hearsPartials: hearsPartials),
                try moonshine(hearsPartials: false))
        default: throw VoiceStudyError.unknownRecognizer(name: name, known: Self.known)
        }
    }

    private func pocketSphinx(hearsPartials: Bool) throws -> PocketSphinxRecognizer {
        var options = PocketSphinxOptions(features: features)
        options.hearsPartials = hearsPartials
        let files = try RecognizerFiles.prepare(language, cache: folders.languages)
        return try PocketSphinxRecognizer(files: files, options: options)
    }

    private func moonshine(hearsPartials: Bool) throws -> MoonshineRecognizer {
        MoonshineRecognizer(
            moonshine: try Moonshine(folder: folders.moonshine),
            partialSeconds: hearsPartials ? Self.partialSeconds : nil)
    }

    /// Recognisers for calls over lines of a class, one of them loaded: what is missing shows at once.
    public func pool(_ name: String, on kind: ConditionClass) throws -> RecognizerPool {
        let calibration = calibrations.calibration(of: name, on: kind)
        let pool = RecognizerPool {
            CalibratedRecognizer(try raw(name, hearsPartials: true), calibration)
        }
        pool.giveBack(try pool.lend())
        return pool
    }

    /// What readings depend on beside sound and the recogniser.
    ///
    /// - Parameter name: Name of the recogniser; calibrations of others have no part in its readings.
    /// - Returns: Digests of its calibrations and of the network of acknowledgements.
    public func identity(of name: String) -> String {
        "calibrations \(calibrations.digest(of: name)) acknowledgements \(acknowledgements.digest)"
    }

    /// What tells acknowledgements into prompts, and what a voice agent of a model reads them as.
    func acknowledged(
        in model: DialogueModel
    ) -> (network: AcknowledgementNetwork, text: String) {
        (acknowledgements, model.timing.acknowledgements.first ?? "")
    }
}

/// Recognisers of any English, of no dialogue's.
public enum EnglishRecognizers {
    /// Recognisers that can be asked for.
    public static let known = ["pocketsphinx", "moonshine"]

    /// A recogniser that expects any words: pocketsphinx by its package's large language model.
    ///
    /// - Parameters:
    ///   - name: One of `known`.
    ///   - hearing: Folder with features.
    ///   - folders: Where this machine has models.
    /// - Returns: The recogniser; its score is not calibrated.
    /// - Throws: `unknownRecognizer`, or what is missing on this machine.
    public static func recognizer(
        _ name: String, hearing: String, folders: VoiceFolders
    ) throws -> any Recognizer {
        switch name {
        case "pocketsphinx":
            var options = PocketSphinxOptions(
                features: try FeatureEnhancer(path: hearing + "/telephone.features"))
            options.hearsPartials = false
            return try PocketSphinxRecognizer(files: .english(), options: options)
        case "moonshine":
            return MoonshineRecognizer(moonshine: try Moonshine(folder: folders.moonshine))
        default: throw VoiceStudyError.unknownRecognizer(name: name, known: known)
        }
    }
}
