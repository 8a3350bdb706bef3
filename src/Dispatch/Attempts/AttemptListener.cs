using System.Threading.Channels;

namespace Gateway.Dispatch.Attempts;

/// <summary>Hears the attempts of one webhook as they happen. One that is too slow loses some, and is told how many.</summary>
public sealed class AttemptListener : IDisposable
{
    /// <summary>Attempts that wait for a slow listener.</summary>
    public const int Capacity = 256;

    private readonly Channel<AttemptEntry> _attempts = Channel.CreateBounded<AttemptEntry>(
        new BoundedChannelOptions(Capacity) { SingleReader = true });

    private readonly WebhookAttempts _webhook;
    private long _dropped;

    internal AttemptListener(WebhookAttempts webhook) => _webhook = webhook;

    /// <summary>The attempts; completed when the webhook is deleted.</summary>
    public ChannelReader<AttemptEntry> Attempts => _attempts.Reader;

    /// <summary>How many were lost since the last time this was asked.</summary>
    public long TakeDropped() => Interlocked.Exchange(ref _dropped, 0);

    /// <inheritdoc/>
    public void Dispose() => _webhook.StopListening(this);

    internal void Offer(AttemptEntry entry)
    {
        if (!_attempts.Writer.TryWrite(entry))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    internal void End() => _attempts.Writer.TryComplete();
}
