using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles.History;

/// <summary>What receivers are to be told because history turned out different.</summary>
/// <param name="Now">The object as it is, with its new revision; where it is void, what is known of it.</param>
/// <param name="Before">What they were told before; null where it is new to them.</param>
/// <param name="IsVoid">It did not happen.</param>
internal readonly record struct Revision(TimelineObject Now, LedgerEntry? Before, bool IsVoid);
