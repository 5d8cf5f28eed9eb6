/// Callers to begin with; every number without a source is assumed.
extension Persona {
    /// Gap from the end of a prompt to the caller's answer in 45 calls of the Harper Valley sample:
    /// quartiles 1.07, 1.42 and 1.95 s (n 210), so a lognormal of median 1.42 and sigma 0.445.
    public static let harperValleyReaction = ShiftedLaw(median: 1.42, sigma: 0.445)
    /// Pauses inside a caller's turn in the same sample: quartiles 0.74, 1.05 and 1.52 s (n 95).
    public static let harperValleyPause = ShiftedLaw(median: 1.05, sigma: 0.534)
    /// Caller's speaking rate in the same sample, words per second.
    public static let harperValleyRate = 2.96

    /// Answers what is asked, at once and right, and never loses patience: for exact cases.
    public static let ideal = Persona(
        name: "ideal", weight: 1, behaviour: .cooperative, overInforms: 0, underInforms: 0,
        corrects: 1, misses: 0, hedges: 0, hesitates: 0, wantsPerson: 0, groupsDigits: 0,
        pausesInside: 0, knowledgeGap: 0, turnHangup: 0, wordsPerSecond: harperValleyRate,
        reaction: harperValleyReaction, pause: .constant(0.2), lookUp: .constant(3),
        silencePatience: nil, hazards: .none)

    /// An everyday caller.
    public static let everyday: Persona = {
        var persona = Persona.ideal
        persona.name = "everyday"
        persona.overInforms = 0.25
        persona.underInforms = 0.05
        persona.corrects = 0.6
        persona.misses = 0.1
        persona.hedges = 0.1
        persona.hesitates = 0.2
        persona.wantsPerson = 0.05
        persona.groupsDigits = 0.4
        persona.pausesInside = 0.3
        persona.knowledgeGap = 0.02
        persona.pause = harperValleyPause
        persona.lookUp = ShiftedLaw(median: 5, sigma: 0.5, shift: 1)
        persona.hazards = .everyday
        return persona
    }()

    /// The `regular` caller of tau-voice.
    ///
    /// It answers after 1 s, has tics and side speech together 0.7 times a minute, and leaves after 2
    /// unanswered check-ins. The wait before a check-in is assumed.
    public static let tauVoiceRegular: Persona = {
        var persona = Persona.tauVoiceControl
        persona.name = "tau-voice regular"
        persona.hazards[.tic] = HazardRule(silent: 0.35 / 60, talking: 0.35 / 60)
        persona.hazards[.sideSpeech] = HazardRule(silent: 0.35 / 60, talking: 0.35 / 60)
        // Interrupts 2 s into a prompt at the earliest; as a rate, 1 in 20 s of talk (assumed).
        persona.hazards[.interrupt] = HazardRule(silent: 0, talking: 1 / 20)
        persona.hazards[.backchannel] = HazardRule(silent: 0, talking: 1 / 15)
        return persona
    }()

    /// The `control` caller of tau-voice.
    ///
    /// It answers after 1 s, leaves after 2 unanswered check-ins, and does nothing else of itself. The
    /// wait before a check-in is assumed.
    public static let tauVoiceControl: Persona = {
        var persona = Persona.ideal
        persona.name = "tau-voice control"
        persona.reaction = .constant(1)
        persona.hazards.checkInAfter = 6
        persona.hazards.leavesAfterCheckIns = 2
        return persona
    }()

    /// The caller of PyDial's agenda simulator.
    ///
    /// It adds a value with probability 0.6 and corrects with 0.4. Its patience of 10 acts is
    /// `turnHangup` 0.1 here: the same mean.
    public static let pyDial: Persona = {
        var persona = Persona.ideal
        persona.name = "PyDial"
        persona.overInforms = 0.6
        persona.corrects = 0.4
        persona.turnHangup = 0.1
        return persona
    }()

    /// A caller of a strange kind, otherwise everyday.
    public static func strange(_ behaviour: Behaviour) -> Persona {
        var persona = Persona.everyday
        persona.name = behaviour.name
        persona.behaviour = behaviour
        return persona
    }
}

extension CallerHazards {
    /// Hazards of an everyday caller, per second.
    public static let everyday: CallerHazards = {
        var hazards = CallerHazards.none
        hazards[.checkIn] = HazardRule(silent: 0.01, talking: 0, perSilenceSecond: 0.35)
        hazards[.speak] = HazardRule(silent: 0.004, talking: 0, perSilenceSecond: 0.25)
        hazards[.interrupt] = HazardRule(silent: 0, talking: 0.015, afterRepair: 1.5)
        hazards[.pressZero] = HazardRule(
            silent: 0.0002, talking: 0.0002, perRepeat: 0.4, perMisunderstanding: 0.4)
        hazards[.askForPerson] = HazardRule(
            silent: 0.0004, talking: 0.0004, perRepeat: 0.5, perMisunderstanding: 0.5)
        hazards[.hangUp] = HazardRule(
            silent: 0.0015, talking: 0.0002, afterRepair: 1.5, perSilenceSecond: 0.3,
            perCallMinute: 0.1, perRepeat: 0.3, perMisunderstanding: 0.3, perPriorContact: 0.3)
        hazards[.backchannel] = HazardRule(silent: 0, talking: 0.01)
        hazards[.tic] = HazardRule(silent: 0.006, talking: 0.006)
        hazards[.sideSpeech] = HazardRule(silent: 0.002, talking: 0.002)
        hazards.leavesAfterCheckIns = nil
        return hazards
    }()
}
