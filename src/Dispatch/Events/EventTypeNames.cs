using System.Diagnostics.CodeAnalysis;

namespace Gateway.Dispatch.Events;

/// <summary>The contract's names of the types.</summary>
public static class EventTypeNames
{
    private static readonly string[] Names =
    [
        "", "location", "speed", "posted", "heartbeat", "trip_complete", "ignition_on", "ignition_off", "landmark_enter",
        "landmark_leave", "landmark_change", "idle", "temperature", "dvir", "driver_assignment",
    ];

    /// <summary>All types, in the contract's order.</summary>
    public static IReadOnlyList<EventType> All { get; } = Enum.GetValues<EventType>();

    /// <summary>The name on the wire.</summary>
    public static string ToName(this EventType type) => Names[(int)type];

    /// <summary>The type of a name; GPS Insight's own <c>diagnostic</c> is taken for <c>temperature</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out EventType type)
    {
        var index = name is null or "" ? -1 : Array.IndexOf(Names, name);
        type = name == "diagnostic" ? EventType.Temperature : index > 0 ? (EventType)index : default;
        return type != default;
    }
}
