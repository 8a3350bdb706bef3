using System.Threading.Tasks.Sources;

namespace Gateway.Dispatch.Delivery.Http1;

/// <summary>The end of one attempt at a time, to be awaited once; used again by the next. Who waits goes on where it is completed.</summary>
internal sealed class AttemptCompletion : IValueTaskSource<AttemptResult>
{
    private ManualResetValueTaskSourceCore<AttemptResult> _core;

    /// <summary>Begins; what it answers is to be awaited.</summary>
    public ValueTask<AttemptResult> Begin()
    {
        _core.Reset();
        return new ValueTask<AttemptResult>(this, _core.Version);
    }

    /// <summary>The end.</summary>
    public void Complete(in AttemptResult result) => _core.SetResult(result);

    /// <summary>Something went wrong that no attempt is to bring about; it is thrown where the attempt is awaited.</summary>
    public void Fail(Exception failure) => _core.SetException(failure);

    AttemptResult IValueTaskSource<AttemptResult>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<AttemptResult>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<AttemptResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
