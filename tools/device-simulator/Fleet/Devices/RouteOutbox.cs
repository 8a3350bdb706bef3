using System.Numerics;
using DeviceSimulator.Fleet.Routes;
using DeviceSimulator.Fleet.Wire;

namespace DeviceSimulator.Fleet.Devices;

/// <summary>Records of a vehicle that drives its route, one step of virtual time from record to record.</summary>
internal sealed class RouteOutbox : Outbox
{
    private readonly FleetContext _context;
    private readonly DeviceRecord[] _scratch;
    private readonly VehicleRoute _route;
    private readonly long _imei;
    private RecordClock _clock;
    private DeviceRecord[] _ring;
    private int _head;

    public RouteOutbox(FleetContext context, DeviceRecord[] scratch, int index)
        : base(index)
    {
        var options = context.Options;
        _context = context;
        _scratch = scratch;
        _imei = options.ImeiBase + index;
        _route = new VehicleRoute(options.Seed, index);
        _clock = new RecordClock(options.StartTime?.ToUnixTimeMilliseconds(), (long)options.EffectiveStep.TotalMilliseconds);
        _ring = new DeviceRecord[BitOperations.RoundUpToPowerOf2((uint)options.RecordsPerFrame)];
    }

    public override int Free => _context.Options.BufferedRecords - Pending;

    public override void Record(int count, long nowMs)
    {
        EnsureRoom(Pending + count);
        var step = _context.Options.EffectiveStep.TotalSeconds;
        var (time, spacing) = _clock.Next(count, nowMs);
        for (var i = 0; i < count; i++, time += spacing)
        {
            _route.Advance(step);
            var record = _route.Measure(time);
            _ring[(_head + Pending++) & (_ring.Length - 1)] = record;
            Ignition = record.Ignition;
        }
    }

    public override int Encode(int count, Span<byte> destination)
    {
        var first = Math.Min(count, _ring.Length - _head);
        if (first == count)
        {
            return _context.Encoder.EncodeFrame(_imei, _ring.AsSpan(_head, count), destination);
        }

        _ring.AsSpan(_head, first).CopyTo(_scratch);
        _ring.AsSpan(0, count - first).CopyTo(_scratch.AsSpan(first));
        return _context.Encoder.EncodeFrame(_imei, _scratch.AsSpan(0, count), destination);
    }

    public override RecordInfo Describe(int position) =>
        RecordInfo.From(_context.Options, Index, _ring[(_head + position) & (_ring.Length - 1)]);

    public override void ForgetBatch()
    {
        _head = (_head + Batch) & (_ring.Length - 1);
        base.ForgetBatch();
    }

    private void EnsureRoom(int records)
    {
        if (records <= _ring.Length)
        {
            return;
        }

        var larger = new DeviceRecord[BitOperations.RoundUpToPowerOf2((uint)records)];
        for (var i = 0; i < Pending; i++)
        {
            larger[i] = _ring[(_head + i) & (_ring.Length - 1)];
        }

        _ring = larger;
        _head = 0;
    }
}
