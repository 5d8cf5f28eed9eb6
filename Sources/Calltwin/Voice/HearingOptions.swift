import ArgumentParser
import DialogueEngine
import DialogueModels
import Foundation
import TwinPrimitives
import VoiceChannel
import VoiceLibraries

/// Which recogniser hears, and by what.
struct HearingOptions: ParsableArguments {
    @Option(help: "Who hears in sound: pocketsphinx, moonshine or both.")
    var recognizer = Usual.recognizer

    @Option(help: "Folder with features and calibrations of recognisers.")
    var hearing = Usual.hearing

    @Option(help: "File of labelled utterances that widens the language of open questions.")
    var background = Usual.background

    /// Recognisers that can be asked for.
    static let known = ["pocketsphinx", "moonshine", "both"]

    /// Options that say something else than when they are left out.
    var given: [String] {
        let usual: [(option: String, isUsual: Bool)] = [
            ("--recognizer", recognizer == Usual.recognizer),
            ("--hearing", hearing == Usual.hearing),
            ("--background", background == Usual.background),
        ]
        return usual.filter { !$0.isUsual }.map(\.option)
    }

    private enum Usual {
        static let recognizer = "pocketsphinx"
        static let hearing = ShippedFiles.path("models/voice")
        static let background = ShippedFiles.path("models/language/banking77_train.csv.zst")
    }

    /// What a recogniser of a model is made of.
    func source(
        of model: DialogueModel, today: CivilDate
    ) throws -> RecognizerSource {
        try RecognizerSource(of: model, today: today, folder: hearing, background: background)
    }
}

/// Makes recognisers, all of them in the same way.
struct RecognizerSource: Sendable {
    let language: StateLanguage
    let features: FeatureEnhancer
    let acknowledgements: AcknowledgementNetwork
    let calibrations: CalibrationTable
    let folders = VoiceFolders(environment: ProcessInfo.processInfo.environment)

    /// Reads what recognisers are made of.
    ///
    /// - Parameters:
    ///   - model: Whose utterances are heard.
    ///   - today: Civil date by which dates are spelled.
    ///   - folder: Folder with features and calibrations.
    ///   - background: File of labelled utterances that widens the language of open questions.
    /// - Throws: What is wrong with a file.
    init(of model: DialogueModel, today: CivilDate, folder: String, background: String) throws {
        let wide = try LabelledFile.read(background).map(\.text)
        let path = folder + "/calibration.tsv"
        guard let content = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.noInput, "there is no such file", at: path)
        }
        language = StateLanguage(model: model, background: wide, today: today)
        features = try FeatureEnhancer(path: folder + "/telephone.features")
        acknowledgements = try AcknowledgementNetwork(path: folder + "/acknowledgement.network")
        calibrations = try CalibrationTable(String(decoding: content, as: UTF8.self), path: path)
    }

    /// Seconds before the first partial reading of Moonshine.
    private static let partialSeconds = 0.5

    /// A recogniser whose score is not calibrated.
    func raw(_ name: String, hearsPartials: Bool) throws -> any Recognizer {
        switch name {
        case "pocketsphinx": return try pocketSphinx(hearsPartials: hearsPartials)
        case "moonshine": return try moonshine(hearsPartials: hearsPartials)
        case "both":
            return SecondOpinion(
                try pocketSphinx(hearsPartials: hearsPartials),
                try moonshine(hearsPartials: false))
        default:
            throw CommandFailure.usage(
                "--recognizer \(name): there is none; known: "
                    + HearingOptions.known.joined(separator: ", "))
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
    func pool(_ name: String, on kind: ConditionClass) throws -> RecognizerPool {
        let calibration = calibrations.calibration(of: name, on: kind)
        let pool = RecognizerPool {
            CalibratedRecognizer(try raw(name, hearsPartials: true), calibration)
        }
        pool.giveBack(try pool.lend())
        return pool
    }
}
