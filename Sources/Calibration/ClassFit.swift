public import Statistics

/// The behaviour fitted to one class of contacts.
public struct ClassFit: Equatable, Sendable {
    /// The class.
    public let contactClass: ContactClass
    /// Share of its contacts that hang up in the menu.
    public let menuHangupShare: Double
    /// Patience; nil if fewer contacts abandoned than a fit needs.
    public let patience: PatienceFit?
    /// Service times; nil if fewer were recorded than a fit needs.
    public let service: ServiceFit?
    /// What the log shows, for comparison with a simulation.
    public let observed: ObservedFigures
}

/// Patience fitted to waits that service cut off.
public struct PatienceFit: Equatable, Sendable {
    /// Kaplan-Meier estimate.
    public let curve: SurvivalCurve
    /// Piecewise constant hazard, the form that scenarios take.
    public let hazard: FittedPiecewiseHazard
    /// Parametric laws, the best by Akaike's criterion first.
    public let laws: [FittedCensoredLaw]
    /// Parametric families whose likelihood has no maximum on this sample.
    public let familiesWithoutFit: [CensoredLawFailure]
}

/// Service times in three forms.
public struct ServiceFit: Equatable, Sendable {
    /// Times recorded.
    public let count: Int
    /// Mean in seconds.
    public let mean: Double
    /// Standard deviation in seconds.
    public let standardDeviation: Double
    /// Median in seconds.
    public let median: Double
    /// The form that scenarios take: quantiles, with the mean kept.
    public let empirical: FittedEmpiricalLaw
    /// Lognormal law of the times between 10 s and an hour.
    public let lognormal: FittedLognormal
    /// Spike of short calls and lognormal body.
    public let mixture: FittedShortCallMixture
}

/// Figures of a log that a twin must reproduce.
public struct ObservedFigures: Equatable, Sendable {
    /// Contacts that sought a human agent.
    public let seeking: Int
    /// Of those, contacts that joined the queue.
    public let queued: Int
    /// Of those that sought, contacts that gave up (balking included).
    public let abandoned: Int
    /// Sum of waits in seconds, 0 for those answered at once.
    public let waitSeconds: Double

    /// Abandoned / seeking.
    public var abandonmentRate: Double { Double(abandoned) / Double(max(seeking, 1)) }
    /// Mean wait over all that sought, in seconds.
    public var meanWait: Double { waitSeconds / Double(max(seeking, 1)) }
    /// Queued / seeking.
    public var queuedShare: Double { Double(queued) / Double(max(seeking, 1)) }

    /// Adds up figures of contacts.
    public static func of(_ contacts: some Sequence<ObservedContact>) -> ObservedFigures {
        var (seeking, queued, abandoned, seconds) = (0, 0, 0, 0.0)
        for contact in contacts where contact.soughtHuman {
            seeking += 1
            if contact.queued { queued += 1 }
            if contact.ending == .abandoned || contact.ending == .balked { abandoned += 1 }
            seconds += contact.waitSeconds ?? 0
        }
        return ObservedFigures(
            seeking: seeking, queued: queued, abandoned: abandoned, waitSeconds: seconds)
    }
}

/// Fits the behaviour of classes of contacts.
public struct ClassFitter: Sendable {
    /// Form of the patience hazard.
    public let hazard: PiecewiseHazardFitter
    /// Abandonments, and recorded services, that a fit needs at least.
    public let leastObservations: Int

    /// Stores the settings.
    public init(hazard: PiecewiseHazardFitter, leastObservations: Int = 30) {
        self.hazard = hazard
        self.leastObservations = leastObservations
    }

    /// Fits one class.
    ///
    /// - Parameters:
    ///   - contactClass: The class.
    ///   - contacts: Its contacts.
    /// - Returns: The fit.
    /// - Throws: `CalibrationError.statistics` when a fit fails.
    public func fit(
        _ contactClass: ContactClass, contacts: [ObservedContact]
    ) throws(CalibrationError) -> ClassFit {
        let hungUp = contacts.filter { $0.ending == .hungUpInMenu }.count
        return ClassFit(
            contactClass: contactClass,
            menuHangupShare: contacts.isEmpty ? 0 : Double(hungUp) / Double(contacts.count),
            patience: try patience(contacts), service: try service(contacts),
            observed: .of(contacts))
    }

    /// Fits patience to the contacts that met a queue.
    ///
    /// - Parameter contacts: Contacts of one kind.
    /// - Returns: The fit; nil for too few abandonments.
    /// - Throws: `CalibrationError.statistics` when a fit fails.
    public func patience(
        _ contacts: [ObservedContact]
    ) throws(CalibrationError) -> PatienceFit? {
        let times = contacts.compactMap { contact -> CensoredTime? in
            guard contact.queued || contact.ending == .balked, let wait = contact.waitSeconds
            else { return nil }
            return CensoredTime(seconds: max(wait, 0), isEvent: contact.ending != .served)
        }
        return try CalibrationError.estimating("patience") {
            () throws(StatisticsError) -> PatienceFit? in
            let sample = try CensoredSample.sorting(times)
            guard sample.positive.events >= leastObservations else { return nil }
            let comparison = CensoredLawFitter().compare(sample)
            return PatienceFit(
                curve: KaplanMeier.curve(of: sample), hazard: try hazard.fit(sample),
                laws: comparison.fits, familiesWithoutFit: comparison.failures)
        }
    }

    /// Fits service times.
    ///
    /// - Parameter contacts: Contacts of one kind.
    /// - Returns: The fit; nil for too few recorded times.
    /// - Throws: `CalibrationError.statistics` when a fit fails.
    public func service(
        _ contacts: [ObservedContact]
    ) throws(CalibrationError) -> ServiceFit? {
        let times = contacts.compactMap(\.serviceSeconds)
        guard times.count >= leastObservations else { return nil }
        return try CalibrationError.estimating("service times") {
            () throws(StatisticsError) -> ServiceFit in
            let moments = RunningMoments(times)
            return ServiceFit(
                count: times.count, mean: moments.mean,
                standardDeviation: moments.standardDeviation ?? 0,
                median: SampleQuantile.value(0.5, ofSorted: times.sorted()),
                empirical: try EmpiricalLawFitter().fit(times),
                lognormal: try LognormalFitter().fit(times),
                mixture: try ShortCallMixtureFitter().fit(times))
        }
    }
}
