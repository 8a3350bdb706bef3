namespace Gateway.Vehicles.History;

/// <summary>Blocks before the position were written before the time.</summary>
/// <param name="TimeMs">By our clock, Unix milliseconds.</param>
/// <param name="Position">In the history journal.</param>
internal readonly record struct HistoryMark(long TimeMs, long Position);
