namespace Gateway.Dispatch.Journal;

/// <summary>Why a journal was not opened. Nothing on disk was changed.</summary>
/// <param name="Kind">For the program.</param>
/// <param name="Message">For the operator: what is wrong, and where.</param>
public sealed record JournalOpenFault(JournalOpenFaultKind Kind, string Message);
