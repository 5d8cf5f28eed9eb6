import Statistics
import Testing
import TwinPrimitives

@Suite("Means of units in clusters")
struct ClusteredMeanTests {
    @Test("two clusters are as computed by hand")
    func byHand() throws {
        // Mean 3; cluster sums of deviations -4 and 4, so 2 / 1 x 32 / 16 = 4. Inside: 1 + 1 + 1 + 1 over
        // 4 - 2, times 4 squares of weights, over 16: 0.5.
        let found = try ClusteredMean(
            [0, 2, 4, 6], weights: [1, 1, 1, 1], cluster: [0, 0, 1, 1])
        #expect(found.clusters == 2)
        #expect(abs(found.variance - 3.5) < 1e-12)
        #expect(abs(found.degreesOfFreedom - 1) < 1e-12)
        // Ten times the weights change nothing.
        #expect(
            try ClusteredMean([0, 2, 4, 6], weights: [10, 10, 10, 10], cluster: [0, 0, 1, 1])
                == found)
        #expect(throws: StatisticsError.self) {
            try ClusteredMean([1, 2], weights: [1, 1], cluster: [0, 0])
        }
    }

    /// Ten clusters of variance 4 with twenty units of variance 1 each: clusters give a mean the variance 0.4.
    ///
    /// 2 000 samples know the mean of an estimate with 9 degrees of freedom to 1.1 %.
    @Test("the variance of clusters is right in the mean")
    func unbiased() throws {
        var told = RunningMoments()
        for sample in 0..<2000 {
            let streams = RandomStreams(seed: UInt64(sample), replication: 0)
            func normal(_ cluster: Int, _ unit: Int) -> Double {
                let caller = CallerKey(
                    contactType: ContactTypeID(UInt16(cluster)), ordinal: UInt32(unit))
                return PortableMath.inverseNormal(streams.uniform(.testing, caller))
            }
            var (values, clusters): ([Double], [Int]) = ([], [])
            for cluster in 0..<10 {
                for unit in 1...20 {
                    values.append(2 * normal(cluster, 0) + normal(cluster, unit))
                    clusters.append(cluster)
                }
            }
            told.add(
                try ClusteredMean(values, weights: values.map { _ in 3 }, cluster: clusters)
                    .variance)
        }
        let error = try #require(told.standardDeviation) / 2000.0.squareRoot()
        #expect(abs(told.mean - 0.4) < 4.9 * error, "\(told.mean)")
    }
}
