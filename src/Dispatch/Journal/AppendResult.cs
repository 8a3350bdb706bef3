namespace Gateway.Dispatch.Journal;

/// <summary>The answer to an append.</summary>
/// <param name="Status">What became of it; the positions are 0 unless it is <see cref="AppendStatus.Appended"/>.</param>
/// <param name="Position">Where the record starts.</param>
/// <param name="EndPosition">The record is on disk once the log is committed up to here.</param>
public readonly record struct AppendResult(AppendStatus Status, long Position, long EndPosition)
{
    /// <summary>True when the record was taken.</summary>
    public bool IsAppended => Status == AppendStatus.Appended;
}
