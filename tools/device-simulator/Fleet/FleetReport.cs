using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeviceSimulator.Fleet;

/// <summary>What a run came to; the meaning of each count is at <see cref="FleetCounters"/>.</summary>
public sealed record FleetReport
{
    public required int Vehicles { get; init; }

    public required long Connections { get; init; }

    public required long Frames { get; init; }

    public required long Records { get; init; }

    public required long Acknowledged { get; init; }

    public required long Unconfirmed { get; init; }

    public required long Buffered { get; init; }

    public required long Resent { get; init; }

    public required long Heartbeats { get; init; }

    public required long Reconnects { get; init; }

    public required long Refused { get; init; }

    public required long ConnectFailures { get; init; }

    public required LatencySummary AckLatencyMs { get; init; }

    /// <summary>Length of the run, the wait for the last acknowledgements included.</summary>
    public required double Seconds { get; init; }

    /// <summary>Not one connection could be opened.</summary>
    [JsonIgnore]
    public bool Unreachable => Connections == 0;

    /// <summary>Why the last connection that failed could not be opened.</summary>
    [JsonIgnore]
    public string? LastError { get; init; }

    /// <summary>One line of JSON, keys in snake_case.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, FleetJson.Default.FleetReport);
}
