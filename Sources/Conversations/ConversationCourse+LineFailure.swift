extension ConversationCourse {
    /// What went wrong with the sound between both sides; nil while all is well, or where nothing sounds.
    public var lineFailure: String? { line?.failure }
}
