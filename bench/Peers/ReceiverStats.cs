using System.Diagnostics;
using System.Text.Json;

namespace Gateway.Bench.Peers;

/// <summary>How many POSTs came, when the first and the last, and how many connections were made.</summary>
internal sealed class ReceiverStats
{
    private readonly Lock _gate = new();
    private long _count;
    private long _connections;
    private long _firstAt;
    private long _lastAt;

    public void Count()
    {
        var now = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            _firstAt = _count++ == 0 ? now : _firstAt;
            _lastAt = now;
        }
    }

    /// <summary>A connection was accepted.</summary>
    public void Connected() => Interlocked.Increment(ref _connections);

    /// <summary>The numbers so far, and starts anew.</summary>
    public string TakeJson()
    {
        lock (_gate)
        {
            var seconds = Stopwatch.GetElapsedTime(_firstAt, _lastAt).TotalSeconds;
            var json = JsonSerializer.Serialize(new { count = _count, seconds, connections = Interlocked.Exchange(ref _connections, 0) });
            _count = 0;
            return json;
        }
    }
}
