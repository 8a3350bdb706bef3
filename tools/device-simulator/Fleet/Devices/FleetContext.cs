using System.Net;
using DeviceSimulator.Fleet.Wire;

namespace DeviceSimulator.Fleet.Devices;

/// <summary>What all devices of a run share; nothing in it changes.</summary>
internal sealed class FleetContext(
    FleetOptions options, IPEndPoint target, IDeviceEncoder encoder, IFleetObserver? observer, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    public FleetOptions Options { get; } = options;

    public IPEndPoint Target { get; } = target;

    public IDeviceEncoder Encoder { get; } = encoder;

    public IFleetObserver? Observer { get; } = observer;

    /// <summary>Frames made once, for <see cref="FleetOptions.PreEncoded"/>; else empty.</summary>
    public FrameTemplate[] Templates { get; } =
        options.PreEncoded ? FrameTemplate.Build(options, (IRetimingEncoder)encoder) : [];

    /// <summary>Unix milliseconds at the start; later times are this plus <see cref="NowMs"/>, whatever the wall clock does.</summary>
    public long StartedUnixMs { get; } = time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Milliseconds since the start.</summary>
    public long NowMs => (long)time.GetElapsedTime(_started).TotalMilliseconds;

    /// <summary>A point in time for <see cref="ElapsedMicroseconds"/>.</summary>
    public long Timestamp() => time.GetTimestamp();

    public long ElapsedMicroseconds(long since) => (long)time.GetElapsedTime(since).TotalMicroseconds;
}
