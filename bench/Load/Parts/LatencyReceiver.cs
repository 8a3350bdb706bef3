using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using Gateway.Bench.Load.Devices;

namespace Gateway.Bench.Load.Parts;

/// <summary>A webhook receiver that knows when each numbered record was sent.</summary>
internal sealed class LatencyReceiver : IAsyncDisposable
{
    private const int MaxNumbers = 20_000_000;
    private const int DegreeParts = 10_000_000;
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly long[] _sentAt = new long[MaxNumbers];
    private Latencies _latencies = new();
    private int _last;
    private long _arrived;
    private long _countFrom;

    private LatencyReceiver(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    public static async Task<LatencyReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var receiver = new LatencyReceiver(app);
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>The latencies since <see cref="Begin"/>, of records sent after the warm-up. Read when all have come.</summary>
    public Latencies Latencies
    {
        get
        {
            lock (_gate)
            {
                return _latencies;
            }
        }
    }

    /// <summary>Starts a measurement.</summary>
    public void Begin(TimeSpan warmup)
    {
        lock (_gate)
        {
            _latencies = new Latencies();
            _arrived = 0;
            _countFrom = Stopwatch.GetTimestamp() + (long)(warmup.TotalSeconds * Stopwatch.Frequency);
        }
    }

    /// <summary>The next record's number; it is sent now.</summary>
    public int NextNumber()
    {
        var number = Interlocked.Increment(ref _last);
        Volatile.Write(ref _sentAt[number], Stopwatch.GetTimestamp());
        return number;
    }

    /// <summary>Waits until that many POSTs came.</summary>
    public async Task WaitForAsync(long count, TimeSpan limit)
    {
        var started = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref _arrived) < count)
        {
            if (Stopwatch.GetElapsedTime(started) > limit)
            {
                throw new TimeoutException($"{_arrived} of {count} POSTs came.");
            }

            await Task.Delay(20);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var now = Stopwatch.GetTimestamp();
        var reader = context.Request.BodyReader;
        var read = await reader.ReadAtLeastAsync((int)context.Request.ContentLength!.Value);
        Note(read.Buffer, now);
        reader.AdvanceTo(read.Buffer.End);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private void Note(in ReadOnlySequence<byte> body, long now)
    {
        var text = body.IsSingleSegment ? body.FirstSpan : body.ToArray();
        ReadOnlySpan<byte> name = "\"longitude\":"u8;
        var rest = text[(text.IndexOf(name) + name.Length)..];
        if (!Utf8Parser.TryParse(rest, out double longitude, out _))
        {
            throw new InvalidDataException("A message without a longitude.");
        }

        var sentAt = Volatile.Read(ref _sentAt[(int)Math.Round(longitude * DegreeParts)]);
        lock (_gate)
        {
            _arrived++;
            if (sentAt >= _countFrom)
            {
                _latencies.Add(sentAt, now);
            }
        }
    }
}
