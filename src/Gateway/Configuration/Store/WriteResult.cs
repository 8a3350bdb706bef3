using Gateway.Configuration.Idempotency;

namespace Gateway.Configuration.Store;

/// <summary>Makes <see cref="WriteResult{T}"/>s.</summary>
public static class WriteResult
{
    public static WriteResult<T> Done<T>(T value) => new(WriteStatus.Done, value);

    public static WriteResult<T> NotFound<T>() => new(WriteStatus.NotFound);

    public static WriteResult<T> KeyReused<T>() => new(WriteStatus.KeyReused);

    public static WriteResult<T> Refused<T>(params IReadOnlyList<Fault> faults) => new(WriteStatus.Refused, faults: faults);

    public static WriteResult<T> Replayed<T>(StoredAnswer answer) => new(WriteStatus.Replayed, answer: answer);
}
