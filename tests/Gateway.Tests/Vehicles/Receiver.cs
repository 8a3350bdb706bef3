using System.Text.Json;
using Gateway.Dispatch.Events;

namespace Gateway.Tests.Vehicles;

/// <summary>
/// What a receiver believes that keeps to the rule: of each object the messages of the highest revision count, and a
/// void one did not happen.
/// </summary>
internal sealed class Receiver
{
    private static readonly Dictionary<EventType, (string Id, string[] Fields)> Objects = new()
    {
        [EventType.TripComplete] = ("trip_id",
        [
            "start_time", "end_time", "duration_s", "distance_mi", "distance_source", "start_latitude", "start_longitude",
            "end_latitude", "end_longitude", "start_landmark_id", "end_landmark_id", "max_speed_mph", "avg_speed_mph",
            "idle_duration_s", "idle_count", "points", "end_reason", "min_latitude", "max_longitude", "driver_changed",
        ]),
        [EventType.Idle] = ("idle_id", ["threshold_s", "start_time", "phase", "end_time", "duration_s"]),
        [EventType.IgnitionOn] = ("edge_id", ["event_time", "off_duration_s", "fix_time", "latitude", "longitude"]),
        [EventType.IgnitionOff] = ("edge_id",
            ["event_time", "on_duration_s", "fix_time", "latitude", "longitude", "trip_distance_mi"]),
        [EventType.LandmarkEnter] = ("visit_id",
            ["transition", "landmark_id", "enter_time", "crossing_time", "crossing_latitude", "crossing_longitude", "detection"]),
        [EventType.LandmarkLeave] = ("visit_id",
            ["transition", "landmark_id", "enter_time", "leave_time", "dwell_s", "crossing_time", "crossing_latitude", "detection"]),
        [EventType.DriverAssignment] = ("assignment_id",
            ["action", "method", "credential", "driver_id", "start_time", "end_time"]),
    };

    private readonly Dictionary<string, SortedDictionary<int, List<(EventType Type, JsonElement Data)>>> _objects = [];

    public int Messages { get; private set; }

    /// <summary>Highest revision seen.</summary>
    public int MostRevisions { get; private set; }

    /// <summary>In the order of their coming.</summary>
    public OrderedDictionary<string, EventType> EventIds { get; } = [];

    public void Take(IEnumerable<(EventType Type, JsonElement Data)> events)
    {
        foreach (var (type, data) in events)
        {
            Messages++;
            Assert.True(EventIds.TryAdd(data.GetProperty("event_id").GetString()!, type), $"Twice: {type} {data}");
            if (!Objects.TryGetValue(type, out var kind))
            {
                continue;
            }

            var id = kind.Id + data.GetProperty(kind.Id).GetString()
                + (type == EventType.Idle ? data.GetProperty("threshold_s").ToString() : "");
            var revision = data.GetProperty("revision").GetInt32();
            MostRevisions = Math.Max(MostRevisions, revision);
            var known = _objects.TryGetValue(id, out var revisions) ? revisions : _objects[id] = [];
            if (!known.TryGetValue(revision, out var messages))
            {
                known[revision] = messages = [];
            }

            messages.Add((type, data));
        }
    }

    /// <summary>All that it believes, as text, in the order of time.</summary>
    public IReadOnlyList<string> Believed() =>
    [
        .. _objects.Values.Select(revisions => revisions.Last().Value)
            .Where(messages => !messages.Exists(message => message.Data.GetProperty("void").GetBoolean()))
            .Select(Describe)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>An idle's end says all that its threshold said.</summary>
    private static string Describe(List<(EventType Type, JsonElement Data)> messages) => string.Join(
        " ; ",
        messages
            .Where(message => message.Type != EventType.Idle || IsEnd(message.Data) || !messages.Exists(other => IsEnd(other.Data)))
            .OrderBy(message => message.Type)
            .Select(message =>
                message.Type + " " + string.Join(' ', Objects[message.Type].Fields.Select(field => $"{field}={message.Data.GetProperty(field)}"))));

    private static bool IsEnd(JsonElement data) => data.TryGetProperty("phase", out var phase) && phase.ValueEquals("end");
}
