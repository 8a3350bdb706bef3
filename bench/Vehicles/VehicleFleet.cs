using System.Buffers;
using Gateway.Configuration.Drivers;
using Gateway.Configuration.Vehicles;
using Gateway.Dispatch.Webhooks;
using Gateway.Geo.Landmarks;
using Gateway.Protocol.Reports;
using Gateway.Vehicles;
using Gateway.Vehicles.History;
using Gateway.Vehicles.Timelines;

namespace Gateway.Bench.Vehicles;

/// <summary>
/// Vehicles that drive with the ignition on, a report each 10 s, through the gateway's own processor; one partition. No
/// webhooks, no landmarks: what is measured is the state.
/// </summary>
internal sealed class VehicleFleet : IDisposable
{
    private readonly EventOutbox _outbox = new();
    private readonly ReportProcessor _processor;
    private readonly DeviceReport _report = new();
    private readonly byte[] _canonical = new byte[4096];
    private readonly ProcessingSnapshot _snapshot =
        new(WebhookSnapshot.Empty, LandmarkSnapshot.Empty, DriverSnapshot.Empty, new DefaultMotionSettings());

    public VehicleFleet() => _processor = new ReportProcessor(_outbox, new NoHistory());

    public ReportProcessor Processor => _processor;

    /// <summary>The reports numbered from <paramref name="first"/> on, of the vehicles from an id up to another.</summary>
    public void Drive(VehicleStates states, long from, long to, int first, int count)
    {
        for (var number = first; number < first + count; number++)
        {
            for (var id = from; id < to; id++)
            {
                DriveOne(states.GetOrAdd(id), number);
            }
        }
    }

    /// <summary>One report of a vehicle.</summary>
    public void DriveOne(VehicleState state, int number)
    {
        var vehicle = new Vehicle
        {
            Id = state.VehicleId,
            AccountId = 1,
            RefId = "R",
            DeviceId = "350000000000000",
            CreatedMs = 0,
        };
        Describe(state.VehicleId, number);
        var length = ReportCodec.Encode(_report, _canonical);
        var receivedMs = _report.DeviceTimeMs!.Value + 500;
        _processor.Process(
            _report, _canonical.AsSpan(0, length), new ReportSource(receivedMs, "teltonika", receivedMs), vehicle, state, _snapshot);
        _outbox.Clear();
    }

    public void Dispose() => _processor.Dispose();

    private void Describe(long id, int number)
    {
        _report.Clear();
        _report.DeviceTimeMs = EventClock.OldestMs + (number * 10_000L);
        _report.HasFix = true;
        _report.FixTimeMs = _report.DeviceTimeMs;
        _report.Latitude = 30 + (id % 1_000 / 100.0) + (number * 0.001);
        _report.Longitude = -110 + (id / 1_000 / 100.0);
        _report.CourseDegrees = 0;
        _report.SpeedKph = 40;
        _report.Satellites = 9;
        _report.Ignition = true;
        _report.OdometerMeters = 1_000 + (number * 111);
    }

    /// <summary>Takes blocks and forgets them: the journal has benchmarks of its own.</summary>
    private sealed class NoHistory : IHistoryLog
    {
        private long _position;

        public bool TryAppend(ReadOnlySpan<byte> block, out long position)
        {
            position = _position += block.Length;
            return true;
        }

        public bool TryRead(long position, IBufferWriter<byte> into) => false;
    }
}
