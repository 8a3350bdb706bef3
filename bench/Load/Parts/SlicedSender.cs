using System.Diagnostics;
using System.Text.Json;
using Gateway.Bench.Load.Processes;

namespace Gateway.Bench.Load.Parts;

/// <summary>A sender with a receiver of its own, both stopped unless it is their turn.</summary>
internal sealed class SlicedSender : IAsyncDisposable
{
    private static readonly TimeSpan BeginLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _client = new();
    private readonly ChildProcess _receiver;
    private readonly ChildProcess _sender;
    private readonly Uri _url;

    private SlicedSender(string name, ChildProcess receiver, ChildProcess sender, Uri url)
    {
        Name = name;
        _receiver = receiver;
        _sender = sender;
        _url = url;
    }

    public string Name { get; }

    /// <summary>Starts both, waits until POSTs flow, and stops them.</summary>
    /// <param name="name">What it is called in the results.</param>
    /// <param name="peer">The sender's role, and its arguments but the URL.</param>
    public static async Task<SlicedSender> StartAsync(string name, params string[] peer)
    {
        var receiver = await PeerProcesses.StartAsync(null, "receiver");
        var url = new Uri($"http://{receiver.Addresses["http"]}/");
        var process = await PeerProcesses.StartAsync(null, [.. peer, "--url", url.ToString()]);
        var sender = new SlicedSender(name, receiver, process, url);
        var started = Stopwatch.GetTimestamp();
        while (await sender.TakeCountAsync() == 0)
        {
            if (Stopwatch.GetElapsedTime(started) > BeginLimit)
            {
                await sender.DisposeAsync();
                throw new TimeoutException($"{name} sends nothing.");
            }

            await Task.Delay(Look);
        }

        sender.Stop();
        return sender;
    }

    /// <summary>Its turn. POSTs a second as the receiver counts them, and processor time of both in µs for each.</summary>
    /// <param name="settle">Goes on for so long first, uncounted.</param>
    /// <param name="slice">Is counted for so long.</param>
    public async Task<(double PerSecond, double Sender, double Receiver)> RunAsync(TimeSpan settle, TimeSpan slice)
    {
        _receiver.Continue();
        _sender.Continue();
        await Task.Delay(settle);
        await TakeCountAsync();
        var (sender, receiver, started) = (_sender.ProcessorTime, _receiver.ProcessorTime, Stopwatch.GetTimestamp());
        await Task.Delay(slice);
        var count = await TakeCountAsync();
        var elapsed = Stopwatch.GetElapsedTime(started);
        (sender, receiver) = (_sender.ProcessorTime - sender, _receiver.ProcessorTime - receiver);
        Stop();
        return count > 0
            ? (count / elapsed.TotalSeconds, sender.TotalMicroseconds / count, receiver.TotalMicroseconds / count)
            : throw new InvalidOperationException($"{Name} has nothing left to send.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _sender.KillAsync();
        await _receiver.KillAsync();
        await _sender.DisposeAsync();
        await _receiver.DisposeAsync();
        _client.Dispose();
    }

    private void Stop()
    {
        _sender.Stop();
        _receiver.Stop();
    }

    /// <summary>POSTs since the last call.</summary>
    private async Task<long> TakeCountAsync()
    {
        using var stats = JsonDocument.Parse(await _client.GetStringAsync(_url));
        return stats.RootElement.GetProperty("count").GetInt64();
    }
}
