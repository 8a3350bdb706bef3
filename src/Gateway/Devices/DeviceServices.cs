using Gateway.Configuration.Vehicles;
using Gateway.Dispatch.Journal;
using Microsoft.Extensions.ObjectPool;

namespace Gateway.Devices;

/// <summary>What all sessions share. Everything in it is thread-safe.</summary>
internal sealed class DeviceServices(
    DeviceOptions options,
    bool registerUnknown,
    IVehicleDirectory vehicles,
    IJournal reports,
    ConnectionLimiter limiter,
    DeviceMetrics metrics,
    TimeProvider time,
    ILogger<DeviceConnectionHandler> logger)
{
    public bool RegisterUnknown { get; } = registerUnknown;

    public IVehicleDirectory Vehicles { get; } = vehicles;

    public IJournal Reports { get; } = reports;

    public ConnectionLimiter Limiter { get; } = limiter;

    public DeviceMetrics Metrics { get; } = metrics;

    public TimeProvider Time { get; } = time;

    public ILogger Logger { get; } = logger;

    /// <summary>For messages that any stranger can cause.</summary>
    public LogThrottle Throttle { get; } = new(time, perSecond: 10);

    public SessionRegistry Sessions { get; } = new();

    public ObjectPool<FrameWorkspace> Workspaces { get; } =
        new DefaultObjectPool<FrameWorkspace>(new WorkspacePolicy(), maximumRetained: 256);

    /// <summary>Between two tries of a session to get records into a full journal.</summary>
    public TimeSpan FullWait { get; } = TimeSpan.FromMilliseconds(500);

    // Copied: what runs never reads options that could change.
    public TimeSpan LoginTimeout { get; } = options.LoginTimeout;

    public TimeSpan IdleTimeout { get; } = options.IdleTimeout;

    public TimeSpan FrameTimeout { get; } = options.FrameTimeout;

    public int MaxRefusedFrames { get; } = options.MaxRefusedFrames;

    private sealed class WorkspacePolicy : PooledObjectPolicy<FrameWorkspace>
    {
        public override FrameWorkspace Create() => new();

        public override bool Return(FrameWorkspace obj)
        {
            obj.Reset();
            return true;
        }
    }
}
