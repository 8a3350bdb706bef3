namespace DeviceSimulator.Fleet;

/// <summary>Counts of a run so far. The parts are read one after another while the fleet goes on.</summary>
public readonly record struct FleetCounters
{
    /// <summary>TCP connections open now.</summary>
    public long Connected { get; init; }

    /// <summary>TCP connections opened, reconnects included.</summary>
    public long Connections { get; init; }

    /// <summary>Data frames sent, repeated ones included.</summary>
    public long Frames { get; init; }

    /// <summary>Different records sent at least once.</summary>
    public long Records { get; init; }

    /// <summary>Records that the server acknowledged.</summary>
    public long Acknowledged { get; init; }

    /// <summary>
    /// Records sent and not refused, by devices whose server acknowledges none: whether they arrived, nobody says.
    /// </summary>
    public long Unconfirmed { get; init; }

    /// <summary>Records made and neither acknowledged nor unconfirmed, sent or not.</summary>
    public long Buffered { get; init; }

    /// <summary>Records sent again, counted each time.</summary>
    public long Resent { get; init; }

    public long Heartbeats { get; init; }

    /// <summary>Connections opened by a vehicle after its first.</summary>
    public long Reconnects { get; init; }

    /// <summary>Logins refused.</summary>
    public long Refused { get; init; }

    /// <summary>Connections that could not be opened.</summary>
    public long ConnectFailures { get; init; }

    internal FleetCounters Plus(FleetCounters other) => new()
    {
        Connected = Connected + other.Connected,
        Connections = Connections + other.Connections,
        Frames = Frames + other.Frames,
        Records = Records + other.Records,
        Acknowledged = Acknowledged + other.Acknowledged,
        Unconfirmed = Unconfirmed + other.Unconfirmed,
        Buffered = Buffered + other.Buffered,
        Resent = Resent + other.Resent,
        Heartbeats = Heartbeats + other.Heartbeats,
        Reconnects = Reconnects + other.Reconnects,
        Refused = Refused + other.Refused,
        ConnectFailures = ConnectFailures + other.ConnectFailures,
    };
}
