using Gateway.Dispatch.Journal;

namespace Gateway.Vehicles;

/// <summary>The journals that the readers work with; of as many partitions each.</summary>
/// <param name="Reports">What devices sent.</param>
/// <param name="Events">What it led to.</param>
/// <param name="History">Blocks of the vehicles' facts, for data that comes late.</param>
internal sealed record VehicleJournals(IJournal Reports, IJournal Events, IJournal History);
