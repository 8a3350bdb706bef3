using System.Net;

namespace Gateway.Bench.Load.Devices;

/// <summary>What a fleet sends.</summary>
internal sealed record DeviceLoadOptions
{
    public required IPEndPoint Target { get; init; }

    public required int Connections { get; init; }

    public required int RecordsPerFrame { get; init; }

    /// <summary>The frame of <c>frames.txt</c> from which records are taken.</summary>
    public string Frame { get; init; } = "c8e-20";

    /// <summary>Not counted: until code is compiled and buffers have grown.</summary>
    public TimeSpan Warmup { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The time that is counted.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Ends before the time is up when so many records are acknowledged; null for no limit.</summary>
    public long? Records { get; init; }

    /// <summary>Frames a second in all; null for flat out: the next frame as soon as the acknowledgement is here.</summary>
    public double? FramesPerSecond { get; init; }

    public int Threads { get; init; } = 1;

    /// <summary>The core that the first thread stays on; null for any.</summary>
    public int? Core { get; init; }

    /// <summary>Told just before a paced frame is sent; its answer becomes the first record's longitude.</summary>
    public Func<int>? Number { get; init; }
}
