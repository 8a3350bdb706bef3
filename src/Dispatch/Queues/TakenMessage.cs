using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Queues;

/// <summary>What a worker found out about a message.</summary>
/// <param name="Status">Whether its event could be read.</param>
/// <param name="VehicleId">The event's vehicle.</param>
/// <param name="EventTimeMs">When it happened, Unix milliseconds.</param>
internal readonly record struct TakenMessage(JournalReadStatus Status, long VehicleId, long EventTimeMs);
