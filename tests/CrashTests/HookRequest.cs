namespace Gateway.CrashTests;

/// <summary>One message of a POST, and how that was answered.</summary>
internal sealed class HookRequest
{
    private int _status;

    public required string Hook { get; init; }

    public required string Id { get; init; }

    public required string EventId { get; init; }

    public required int RetryCount { get; init; }

    public required RecordKey Key { get; init; }

    /// <summary>The place of its answer among all answers.</summary>
    public int Order { get; set; }

    /// <summary>0 while it is not answered.</summary>
    public int Status
    {
        get => Volatile.Read(ref _status);
        set => Volatile.Write(ref _status, value);
    }
}
