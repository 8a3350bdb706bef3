using System.IO.Hashing;
using Gateway.Configuration.Vehicles;
using Gateway.Dispatch.Journal;
using Gateway.Protocol.Reports;

namespace Gateway.Vehicles;

/// <content>What each kind of record does.</content>
internal sealed partial class PartitionReader
{
    private readonly BatchOrder _order = new();

    private bool Process(in JournalRecord record) => record.Kind switch
    {
        ReportRecordKinds.ReportBatch => ProcessBatch(record),
        ReportRecordKinds.Silence => ProcessSilence(record),
        ReportRecordKinds.Quiet => ProcessQuiet(record),
        ReportRecordKinds.Assignment => ProcessAssignment(record),
        ReportRecordKinds.Dvir => ProcessDvir(record),
        _ => Fail(record, $"a record of kind {record.Kind}, which is not known"),
    };

    private bool ProcessBatch(in JournalRecord record)
    {
        var payload = record.Payload.Span;
        if (!ReportBatchReader.TryOpen(payload, out var batch))
        {
            return Fail(record, $"{payload.Length} bytes that are no report batch");
        }

        if (_services.Vehicles.Current.Find(batch.VehicleId) is not { } vehicle)
        {
            _services.Metrics.Orphaned(batch.Count);
            _states.Remove(batch.VehicleId);
            return true;
        }

        var source = new ReportSource(
            batch.ReceivedMs, _services.Protocols.Find(batch.ProtocolId)?.Name ?? "unknown", NowMs());
        var state = _states.GetOrAdd(vehicle.Id);
        if (!_order.Read(ref batch, payload, _report))
        {
            return Fail(record, $"a report batch that is {batch.Status}");
        }

        Keep(state);
        if (_order.IsTimed && !state.Frames.TryAdd(XxHash3.HashToUInt64(payload[ReportBatchReader.HeaderLength..])))
        {
            // A device that did not see its acknowledgement sends the same frame again.
            _services.Metrics.RepeatedFrame();
            return true;
        }

        ProcessReports(payload, vehicle, state, source);
        _services.Metrics.Processed(batch.Count);
        Watch(state);
        return true;
    }

    private void ProcessReports(ReadOnlySpan<byte> payload, Vehicle vehicle, VehicleState state, in ReportSource source)
    {
        var snapshot = _services.Snapshot();
        state.BeginChange();
        try
        {
            foreach (var range in _order.Ranges)
            {
                var canonical = payload[range];
                ReportCodec.TryDecode(canonical, _report);
                var outcome = _processor.Process(_report, canonical, source, vehicle, state, snapshot);
                _services.Metrics.Count(outcome);
            }

            _processor.Settle(vehicle, state, snapshot, source);
        }
        finally
        {
            state.EndChange();
        }
    }

    private bool ProcessSilence(in JournalRecord record)
    {
        if (!SilenceRecord.TryRead(record.Payload.Span, out var silence))
        {
            return Fail(record, "a silence that can't be read");
        }

        if (_services.Vehicles.Current.Find(silence.VehicleId) is not { } vehicle || _states.Find(vehicle.Id) is not { } state)
        {
            return true;
        }

        Keep(state);
        state.IsWatched = false;
        if (state.HeardMs == silence.HeardMs)
        {
            state.BeginChange();
            _processor.EndBySilence(vehicle, state, _services.Snapshot(), new ReportSource(silence.HeardMs, null, NowMs()));
            state.EndChange();
        }
        else
        {
            Watch(state);
        }

        return true;
    }

    private bool ProcessQuiet(in JournalRecord record)
    {
        if (!SilenceRecord.TryRead(record.Payload.Span, out var quiet))
        {
            return Fail(record, "a quiet that can't be read");
        }

        if (_services.Vehicles.Current.Find(quiet.VehicleId) is not { } vehicle || _states.Find(vehicle.Id) is not { } state)
        {
            return true;
        }

        Keep(state);
        state.IsLateWatched = false;
        if (state.Tail.LastLateMs == quiet.HeardMs)
        {
            state.BeginChange();
            _processor.SettleNow(vehicle, state, _services.Snapshot(), new ReportSource(quiet.HeardMs, null, NowMs()));
            state.EndChange();
        }

        Watch(state);
        return true;
    }

    private bool ProcessAssignment(in JournalRecord record)
    {
        if (!DriverAssignment.TryRead(record.Payload.Span, out var assignment))
        {
            return Fail(record, "an assignment that can't be read");
        }

        if (_services.Vehicles.Current.Find(assignment.VehicleId) is { } vehicle)
        {
            var state = _states.GetOrAdd(vehicle.Id);
            Keep(state);
            state.BeginChange();
            _processor.Assign(
                assignment, new ReportSource(assignment.RequestedMs, null, NowMs()), vehicle, state, _services.Snapshot());
            state.EndChange();
            Watch(state);
        }

        return true;
    }

    private bool ProcessDvir(in JournalRecord record)
    {
        if (!DvirRecord.TryRead(record.Payload.Span, out var dvir))
        {
            return Fail(record, "an inspection that can't be read");
        }

        if (_services.Vehicles.Current.Find(dvir.VehicleId) is { } vehicle)
        {
            _processor.Inspect(
                dvir,
                new ReportSource(dvir.RequestedMs, null, NowMs()),
                vehicle,
                _states.Find(vehicle.Id),
                _services.Snapshot());
        }

        return true;
    }

    /// <summary>Has silence looked for, where it would end something.</summary>
    private void Watch(VehicleState state)
    {
        if (!state.IsWatched && state.Timeline.AwaitsData)
        {
            state.IsWatched = true;
            _silence.Watch(state);
        }

        if (!state.IsLateWatched && state.Tail.LateCount > 0)
        {
            state.IsLateWatched = true;
            _silence.WatchLate(state);
        }
    }

    private long NowMs() => _services.Time.GetUtcNow().ToUnixTimeMilliseconds();
}
