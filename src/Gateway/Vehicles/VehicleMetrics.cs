using System.Diagnostics.Metrics;

namespace Gateway.Vehicles;

/// <summary>What the partitions' readers count.</summary>
internal sealed class VehicleMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Gateway.Vehicles";

    private readonly Counter<long> _processed;
    private readonly Counter<long> _late;
    private readonly Counter<long> _tooOld;
    private readonly Counter<long> _repeated;
    private readonly Counter<long> _duplicateFrames;
    private readonly Counter<long> _orphans;
    private readonly Counter<long> _events;
    private readonly Counter<long> _suppressed;
    private readonly Histogram<double> _checkpoint;

    public VehicleMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _processed = meter.CreateCounter<long>("gateway.vehicle.reports", "{report}", "Reports processed.");
        _late = meter.CreateCounter<long>("gateway.vehicle.reports.late", "{report}", "Reports older than one processed before.");
        _tooOld = meter.CreateCounter<long>(
            "gateway.vehicle.reports.too_old", "{report}", "Late reports before the window, which changed no state.");
        _repeated = meter.CreateCounter<long>(
            "gateway.vehicle.reports.repeated", "{report}", "Reports that were known already, in another frame.");
        _duplicateFrames = meter.CreateCounter<long>(
            "gateway.vehicle.frames.repeated", "{frame}", "Frames that a device sent again, and that were left out.");
        _orphans = meter.CreateCounter<long>(
            "gateway.vehicle.reports.orphaned", "{report}", "Reports of vehicles that were deleted meanwhile.");
        _events = meter.CreateCounter<long>("gateway.vehicle.events", "{event}", "Events put into the event journal.");
        _suppressed = meter.CreateCounter<long>(
            "gateway.vehicle.events.suppressed", "{event}", "Events left out after a restart, being in the journal already.");
        _checkpoint = meter.CreateHistogram(
            "gateway.vehicle.checkpoint.duration",
            "s",
            "Time to write a checkpoint.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.02, 0.1, 0.5, 1, 2, 5, 10] });
    }

    public void Processed(int reports) => _processed.Add(reports);

    public void Count(ReportOutcome outcome)
    {
        switch (outcome)
        {
            case ReportOutcome.Late:
                _late.Add(1);
                break;
            case ReportOutcome.TooOld:
                _late.Add(1);
                _tooOld.Add(1);
                break;
            case ReportOutcome.Repeated:
                _repeated.Add(1);
                break;
        }
    }

    public void RepeatedFrame() => _duplicateFrames.Add(1);

    public void Orphaned(int reports) => _orphans.Add(reports);

    public void Event() => _events.Add(1);

    public void Suppressed() => _suppressed.Add(1);

    public void Checkpoint(TimeSpan duration) => _checkpoint.Record(duration.TotalSeconds);
}
