import CGSL
import Foundation
import GSL
import RandomVariates
import Testing
import TwinPrimitives

@Suite("correlated gamma factors")
struct CopulaTests {
    /// Gamma quantile of a normal number, from GSL alone.
    private func gamma(_ z: Double, cv: Double) -> Double {
        let shape = 1 / (cv * cv)
        return z < 0
            ? gsl_cdf_gamma_Pinv(gsl_cdf_ugaussian_P(z), shape, 1 / shape)
            : gsl_cdf_gamma_Qinv(gsl_cdf_ugaussian_Q(z), shape, 1 / shape)
    }

    private func density(_ z: Double) -> Double {
        Foundation.exp(-z * z / 2) / (2 * Double.pi).squareRoot()
    }

    /// E[X Y] - 1 by two nested integrals over the bivariate normal law.
    private func quadrature(_ first: Double, _ second: Double, _ r: Double) throws -> Double {
        let spread = (1 - r * r).squareRoot()
        return try Quadrature.qag(from: -9, to: 9, relativeTolerance: 1e-8) { z in
            let inner = try? Quadrature.qag(from: -9, to: 9, relativeTolerance: 1e-9) { w in
                gamma(r * z + spread * w, cv: second) * density(w)
            }.value
            return gamma(z, cv: first) * density(z) * (inner ?? .nan)
        }.value - 1
    }

    @Test(
        "the covariance of two gammas is that of quadrature over the normal copula",
        arguments: [(0.1, 0.1, 0.3), (0.5, 0.2, 0.6), (1, 1, 0.5), (0.3, 0.3, -0.8)])
    func quadrature(_ item: (first: Double, second: Double, r: Double)) throws {
        let found = try #require(
            GammaMargin.withExpansion(cv: item.first).covariance(
                with: .withExpansion(cv: item.second), correlation: item.r))
        let expected = try quadrature(item.first, item.second, item.r)
        #expect(abs(found - expected) < 1e-6 * item.first * item.second)
    }

    /// -log U and -log (1 - U): the least correlation of exponentials is 1 - pi^2 / 6.
    @Test("known ends: equal normals, opposite normals, no factor")
    func ends() throws {
        let exponential = GammaMargin.withExpansion(cv: 1)
        let opposite = try #require(exponential.covariance(with: exponential, correlation: -0.9999))
        #expect(abs(opposite - (1 - Double.pi * Double.pi / 6)) < 1e-4)
        let margin = GammaMargin.withExpansion(cv: 0.3)
        #expect(margin.covariance(with: margin, correlation: 1) == 0.3 * 0.3)
        #expect(margin.covariance(with: margin, correlation: 0) == 0)
        #expect(margin.covariance(with: .withExpansion(cv: 0), correlation: 0.5) == 0)
        #expect(GammaMargin(cv: 0).value(normal: 2) == 1)
        // Comonotone gammas of unlike coefficients: the integral over one normal variable.
        let other = GammaMargin.withExpansion(cv: 0.6)
        let product = try Quadrature.qag(from: -9, to: 9, relativeTolerance: 1e-10) { z in
            gamma(z, cv: 0.3) * gamma(z, cv: 0.6) * density(z)
        }.value
        let found = try #require(margin.covariance(with: other, correlation: 1))
        #expect(abs(found - (product - 1)) < 1e-8)
    }

    /// 55.79621159213134 by the trapezoid rule over scipy's gamma quantiles.
    @Test("even wild factors are reached, and what is not is not guessed")
    func unknown() throws {
        let found = try #require(
            GammaMargin.withExpansion(cv: 8).covariance(
                with: .withExpansion(cv: 7), correlation: 1))
        #expect(abs(found - 55.796_211_592_131) < 1e-8 * 56)
        let wild = GammaMargin.withExpansion(cv: 100)
        #expect(wild.covariance(with: .withExpansion(cv: 90), correlation: 1) == nil)
        #expect(wild.covariance(with: .withExpansion(cv: 90), correlation: 0.01) != nil)
    }

    @Test("a factored matrix gives its correlations back, and keeps the first normal as it is")
    func factor() throws {
        let rows = [[1, 0.5, -0.3], [0.5, 1, 0.2], [-0.3, 0.2, 1]]
        let matrix = try CorrelationMatrix(rows: rows)
        // Rows of the factor: what unit vectors become.
        let columns = (0..<3).map { unit in
            matrix.correlated((0..<3).map { $0 == unit ? 1 : 0 })
        }
        for row in 0..<3 {
            for column in 0..<3 {
                let product = columns.reduce(0) { $0 + $1[row] * $1[column] }
                #expect(abs(product - rows[row][column]) < 1e-15)
                #expect(matrix[row, column] == rows[row][column])
            }
        }
        #expect(matrix.correlated([0.7, 5, -2])[0] == 0.7)
    }

    @Test("what is no correlation matrix is refused with the place")
    func refused() {
        func error(_ rows: [[Double]]) -> CorrelationMatrixError? {
            do throws(CorrelationMatrixError) {
                _ = try CorrelationMatrix(rows: rows)
                return nil
            } catch {
                return error
            }
        }
        #expect(error([[1, 0.2], [0.2]]) == .wrongSize(row: 1, count: 1, order: 2))
        #expect(error([[1, 0.2], [0.2, 0.9]]) == .diagonal(row: 1, value: 0.9))
        #expect(error([[1, 1.2], [1.2, 1]]) == .outside(row: 0, column: 1, value: 1.2))
        #expect(
            error([[1, 0.2], [0.3, 1]])
                == .notSymmetric(row: 1, column: 0, value: 0.3, other: 0.2))
        #expect(error([[1, 1], [1, 1]]) == .notPositiveDefinite(row: 1))
        let contradiction = error([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
        #expect(contradiction == .notPositiveDefinite(row: 2))
        #expect(contradiction?.description.contains("row 3 contradicts") == true)
    }
}
