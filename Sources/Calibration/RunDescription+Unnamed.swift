import ContactCenterEvents

extension RunDescription {
    /// A description for figures whose names nobody reads.
    static var unnamed: RunDescription {
        RunDescription(
            name: "", start: nil, contactTypes: [], agentGroups: [], voicePools: [])
    }
}
