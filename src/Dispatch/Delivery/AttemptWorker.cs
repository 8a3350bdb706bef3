using System.Threading.Tasks.Sources;

namespace Gateway.Dispatch.Delivery;

/// <summary>
/// Makes attempts, one at a time, now for this webhook and then for that one. Lives on while it is idle, with its buffers and the
/// state of its loop: beginning a POST allocates nothing.
/// </summary>
internal sealed class AttemptWorker(AttemptWorkers home) : IValueTaskSource<WebhookPump?>, IDisposable
{
    private ManualResetValueTaskSourceCore<WebhookPump?> _wanted;

    /// <summary>What it keeps an attempt's bytes in.</summary>
    public AttemptBuffers Lane { get; } = new();

    /// <summary>Begins to work for a webhook, on this thread until it waits for something. Only for who has it from <see cref="AttemptWorkers"/>.</summary>
    public void Begin(WebhookPump pump) => _wanted.SetResult(pump);

    /// <summary>Ends its loop, as soon as that waits.</summary>
    public void End() => _wanted.SetResult(null);

    /// <summary>For its loop: the webhook that it is wanted for next; null for the end.</summary>
    public ValueTask<WebhookPump?> WaitAsync() => new(this, _wanted.Version);

    /// <summary>For its loop: goes back to the idle ones. It may be wanted before the loop waits.</summary>
    public void Rest()
    {
        Lane.Trim();
        _wanted.Reset();
        home.Return(this);
    }

    public void Dispose() => Lane.Dispose();

    WebhookPump? IValueTaskSource<WebhookPump?>.GetResult(short token) => _wanted.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<WebhookPump?>.GetStatus(short token) => _wanted.GetStatus(token);

    void IValueTaskSource<WebhookPump?>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wanted.OnCompleted(continuation, state, token, flags);
}
