import Projections

extension ContactTally {
    /// A counter by name.
    typealias Counter = (
        name: String, value: any WritableKeyPath<ContactTally, Int64> & Sendable
    )
    /// A sum of nanoseconds by name.
    typealias TimeSum = (
        name: String, value: any WritableKeyPath<ContactTally, Int128> & Sendable
    )

    /// Every counter, in order of declaration.
    static let counters: [Counter] = [
        ("arrived", \.arrived), ("repeated", \.repeated), ("menuHangups", \.menuHangups),
        ("blocked", \.blocked), ("balked", \.balked), ("queued", \.queued),
        ("answered", \.answered), ("answeredAtOnce", \.answeredAtOnce),
        ("answeredWithin", \.answeredWithin), ("abandoned", \.abandoned),
        ("abandonedWithin", \.abandonedWithin), ("disconnected", \.disconnected),
        ("callbackOffers", \.callbackOffers), ("callbacksAccepted", \.callbacksAccepted),
        ("calledBack", \.calledBack), ("callbacksLost", \.callbacksLost),
        ("transferred", \.transferred), ("lostAfterTransfer", \.lostAfterTransfer),
        ("dialled", \.dialled), ("holds", \.holds),
        ("ended", \.ended),
        ("endedUnrecorded", \.endedUnrecorded), ("afterContactWorks", \.afterContactWorks),
        ("sessionsStarted", \.sessionsStarted), ("sessionsRefused", \.sessionsRefused),
        ("resolved", \.resolved), ("falselyContained", \.falselyContained),
        ("escalated", \.escalated), ("hungUpInSession", \.hungUpInSession),
        ("stoppedInSession", \.stoppedInSession),
        ("cutOffInSession", \.cutOffInSession),
        ("sessionsWithWrongAction", \.sessionsWithWrongAction), ("turns", \.turns),
        ("wrongTurns", \.wrongTurns), ("rejectedTurns", \.rejectedTurns),
        ("wrongActions", \.wrongActions), ("prompts", \.prompts),
        ("fallbacksConsecutiveFailures", \.fallbacksConsecutiveFailures),
        ("fallbacksTotalFailures", \.fallbacksTotalFailures),
        ("fallbacksAskedForPerson", \.fallbacksAskedForPerson),
        ("fallbacksOutOfScope", \.fallbacksOutOfScope),
        ("fallbacksTurnLimit", \.fallbacksTurnLimit),
        ("fallbacksTurnConfidence", \.fallbacksTurnConfidence),
        ("fallbacksNoInput", \.fallbacksNoInput),
        ("fallbacksFailureScore", \.fallbacksFailureScore),
        ("fallbacksNoProgress", \.fallbacksNoProgress),
        ("fallbacksTimeLimit", \.fallbacksTimeLimit),
        ("fallbacksSameQuestion", \.fallbacksSameQuestion),
        ("fallbacksAffect", \.fallbacksAffect),
        ("fallbacksTool", \.fallbacksTool),
        ("fallbacksVerification", \.fallbacksVerification),
        ("fallbacksLever", \.fallbacksLever),
        ("fallbacksLoopGuard", \.fallbacksLoopGuard),
        ("handoffs", \.handoffs),
        ("redialsAfterAbandonment", \.redialsAfterAbandonment),
        ("redialsAfterUnresolved", \.redialsAfterUnresolved),
        ("redialsAfterBlocking", \.redialsAfterBlocking),
        ("repeatsAfterService", \.repeatsAfterService),
    ]

    /// Every sum of nanoseconds, in order of declaration.
    static let timeSums: [TimeSum] = [
        ("waitOfAnswered", \.waitOfAnswered), ("waitOfAbandoned", \.waitOfAbandoned),
        ("callbackTime", \.callbackTime), ("holdTime", \.holdTime),
        ("waitOfDisconnected", \.waitOfDisconnected),
        ("talkTime", \.talkTime), ("afterContactTime", \.afterContactTime),
        ("sessionTime", \.sessionTime), ("latencyTime", \.latencyTime),
    ]
}
