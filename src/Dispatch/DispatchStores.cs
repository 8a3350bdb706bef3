using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch;

/// <summary>What the dispatcher keeps on disk. The journals stay their opener's to dispose, after the dispatcher.</summary>
/// <param name="Events">The event journal, one partition per report partition.</param>
/// <param name="Outcomes">The outcome journal; its partition 0 is used.</param>
/// <param name="SnapshotFolder">Folder of the queue snapshots; made when missing.</param>
public sealed record DispatchStores(IJournal Events, IJournal Outcomes, string SnapshotFolder);
