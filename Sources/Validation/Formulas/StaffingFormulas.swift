import Foundation
import QueueingTheory

/// Staffing rules.
enum StaffingFormulas {
    /// `sqrt_staffing_functions`: Halfin and Whitt, or Garnett where a patience ratio is given.
    static func squareRoot(_ exact: ExactCase) throws(UnsupportedParameters) -> FormulaSheet {
        try exact.allow("beta", "r", "P_wait")
        var sheet = FormulaSheet(exact)
        guard exact.parameters.at(["beta"]) != nil else {
            let shares = try delayProbabilities(exact)
            sheet.numbers("beta") {
                try shares.map { try HalfinWhitt.safetyFactor(delayProbability: $0) }
            }
            return sheet
        }
        let betas = try exact.neededList("beta")
        guard exact.parameters.at(["r"]) != nil else {
            sheet.numbers("P_wait") {
                betas.map { HalfinWhitt.delayProbability(safetyFactor: $0) }
            }
            return sheet
        }
        let ratio = try exact.needed("r")
        guard ratio > 0 else { throw UnsupportedParameters("r is \(ratio); known: above 0") }
        if let what = exact.text("what"), what.contains("theta/mu") {
            throw UnsupportedParameters("r is sqrt(mu/theta); the case says '\(what)'")
        }
        sheet.numbers("P_wait") {
            betas.map { Garnett.delayProbability(safetyFactor: $0, patienceRatio: ratio) }
        }
        sheet.numbers("sqrtn_P_ab") {
            betas.map { Garnett.scaledAbandonment(safetyFactor: $0, patienceRatio: ratio) }
        }
        return sheet
    }

    /// The list `P_wait`, or the numbers behind `x=` in `what`.
    private static func delayProbabilities(
        _ exact: ExactCase
    ) throws(UnsupportedParameters) -> [Double] {
        if exact.parameters.at(["P_wait"]) != nil { return try exact.neededList("P_wait") }
        let what = try exact.neededText("what")
        guard what.contains("Halfin-Whitt"), let mark = what.range(of: "for x=") else {
            throw UnsupportedParameters("'\(what)' is not known")
        }
        let items = what[mark.upperBound...].split { $0 == "," || $0 == " " }
        let shares = items.compactMap { Double($0) }
        guard !shares.isEmpty, shares.count == items.count else {
            throw UnsupportedParameters("'\(what)' gives no list of probabilities")
        }
        return shares
    }

    /// `staffing_min_n`: the least staffing for a target, and the value there and one below.
    static func least(_ exact: ExactCase) throws(UnsupportedParameters) -> FormulaSheet {
        try exact.allow(
            "model", "lambda_per_h", "aht_s", "patience_mean_s", "patience", "target", "service")
        guard exact.parameters.at(["service"]) == nil || exact.text("service") == "exponential"
        else { throw UnsupportedParameters("only exponential service has an exact least staffing") }
        let name = try exact.neededText("model")
        let model: StaffingModel
        switch name {
        case "erlangB": model = .erlangB
        case "erlangC": model = .erlangC
        case "erlangA", "mmn_plus_G": model = .impatient(try CaseLaws.patience(exact))
        default: throw UnsupportedParameters("the model '\(name)' is not known")
        }
        let wanted = try CaseTarget(try exact.neededText("target"))
        let (rate, mean) = (try exact.needed("lambda_per_h"), try exact.needed("aht_s"))
        let found: LeastStaffing
        let traffic: Traffic
        do throws(TheoryError) {
            traffic = try Traffic(arrivalsPerHour: rate, meanHandlingSeconds: mean)
            found = try LeastStaffing(target: wanted.target, traffic: traffic, model: model)
        } catch {
            throw UnsupportedParameters(error.description)
        }
        var sheet = FormulaSheet(exact)
        sheet.number("n_min") { Double(found.agents) }
        sheet.number("offered_load_erl") { traffic.offeredLoad }
        sheet.number("\(wanted.name)_at_n") { found.value }
        sheet.number("\(wanted.name)_at_n_minus_1") {
            found.valueWithOneFewer ?? limit(wanted.target)
        }
        return sheet
    }

    /// The value without agents, or with too few for the load where nobody gives up.
    private static func limit(_ target: StaffingTarget) -> Double {
        switch target {
        case .serviceLevel: 0
        case .abandonment, .delayProbability, .blocking: 1
        case .meanWait: .infinity
        }
    }
}
