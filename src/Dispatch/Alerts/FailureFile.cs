namespace Gateway.Dispatch.Alerts;

/// <summary>All failures at one moment, on disk.</summary>
internal sealed record FailureFile(long SavedMs, IReadOnlyList<FailureRecord> Failures);
