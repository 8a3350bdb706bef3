using Gateway.Configuration.Idempotency;

namespace Gateway.Configuration.Store;

/// <summary>What came of a write.</summary>
public sealed class WriteResult<T>
{
    private readonly T? _value;

    internal WriteResult(WriteStatus status, T? value = default, IReadOnlyList<Fault>? faults = null, StoredAnswer? answer = null)
    {
        Status = status;
        _value = value;
        Faults = faults ?? [];
        Answer = answer;
    }

    public WriteStatus Status { get; }

    /// <summary>What was written.</summary>
    /// <exception cref="InvalidOperationException">Nothing was.</exception>
    public T Value => Status == WriteStatus.Done
        ? _value!
        : throw new InvalidOperationException($"Nothing was written: {Status}.");

    /// <summary>At least one where the write was refused.</summary>
    public IReadOnlyList<Fault> Faults { get; }

    /// <summary>The first answer to the same request, where it is replayed.</summary>
    public StoredAnswer? Answer { get; }
}
