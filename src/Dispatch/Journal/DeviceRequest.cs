using FASTER.core;

namespace Gateway.Dispatch.Journal;

/// <summary>A page to write (<paramref name="Written"/> set) or a segment to delete (<paramref name="Removed"/> set).</summary>
internal readonly record struct DeviceRequest(
    int Segment,
    long Offset,
    nint Source,
    int Length,
    DeviceIOCompletionCallback? Written,
    object? Context,
    AsyncCallback? Removed,
    IAsyncResult? RemoveResult);
