namespace DeviceSimulator.Fleet.Loops;

/// <summary>What one event loop counted. The loop's thread writes, anyone reads.</summary>
internal sealed class LoopCounters
{
    public long Connected;
    public long Connections;
    public long Frames;
    public long Records;
    public long Acknowledged;
    public long Unconfirmed;
    public long Buffered;
    public long Resent;
    public long Heartbeats;
    public long Reconnects;
    public long Refused;
    public long ConnectFailures;

    public FleetCounters Read() => new()
    {
        Connected = Volatile.Read(ref Connected),
        Connections = Volatile.Read(ref Connections),
        Frames = Volatile.Read(ref Frames),
        Records = Volatile.Read(ref Records),
        Acknowledged = Volatile.Read(ref Acknowledged),
        Unconfirmed = Volatile.Read(ref Unconfirmed),
        Buffered = Volatile.Read(ref Buffered),
        Resent = Volatile.Read(ref Resent),
        Heartbeats = Volatile.Read(ref Heartbeats),
        Reconnects = Volatile.Read(ref Reconnects),
        Refused = Volatile.Read(ref Refused),
        ConnectFailures = Volatile.Read(ref ConnectFailures),
    };
}
