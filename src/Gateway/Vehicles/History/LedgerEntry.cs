using System.Runtime.InteropServices;
using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles.History;

/// <summary>What receivers were told of an object that had ended.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Tag">Its id, last revision and content.</param>
/// <param name="StartMs">Event time.</param>
/// <param name="EndMs">Event time; <see cref="TimelineState.NoTime"/> where it goes on (in memory only).</param>
/// <param name="Key">As in <see cref="TimelineObject.Key"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LedgerEntry(ObjectKind Kind, ObjectTag Tag, long StartMs, long EndMs, long Key)
{
    /// <summary>How long an idle that goes on was known to have lasted, milliseconds; in memory only.</summary>
    public long ShownMs { get; init; }

    /// <summary>How long receivers were told, at most, that it lasted.</summary>
    public long LastedMs => IsOpen ? ShownMs : EndMs - StartMs;

    public bool IsOpen => EndMs == TimelineState.NoTime;

    /// <summary>Whether anybody was told of it and still believes it.</summary>
    public bool WasSent => Tag.Revision >= 0 && Tag.Sent != ObjectTag.Voided;

    public static LedgerEntry Of(in TimelineObject ended) => new(ended.Kind, ended.Tag, ended.StartMs, ended.EndMs, ended.Key) { ShownMs = ended.ShownMs };
}
