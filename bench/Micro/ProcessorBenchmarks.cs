using System.Buffers;
using BenchmarkDotNet.Attributes;
using Gateway.Bench.Wire;
using Gateway.Configuration.Drivers;
using Gateway.Configuration.Vehicles;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Webhooks;
using Gateway.Geo.Landmarks;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Teltonika;
using Gateway.Vehicles;
using Gateway.Vehicles.History;
using Gateway.Vehicles.Timelines;

namespace Gateway.Bench.Micro;

/// <summary>
/// Reports of one vehicle, 20 a frame, from the journal's bytes to state and events; the unit is one report. Without
/// webhooks nothing is written; with one for <c>location</c> every report with a fix becomes an event in the outbox.
/// </summary>
public class ProcessorBenchmarks : IDisposable
{
    private const int Reports = 20;

    private readonly ReportBatchWriter _batch = new();
    private readonly DeviceReport _report = new();
    private readonly VehicleState _state = new(1);
    private readonly EventOutbox _outbox = new();
    private readonly ReportProcessor _processor;
    private readonly Vehicle _vehicle = new()
    {
        Id = 1,
        AccountId = 1,
        RefId = "TRUCK01",
        Label = "Truck 1",
        DeviceId = "350000000000000",
        CreatedMs = 0,
    };

    private readonly long _start = EventClock.OldestMs;
    private ProcessingSnapshot _snapshot;
    private long _seconds;

    public ProcessorBenchmarks() => _processor = new ReportProcessor(_outbox, new NoHistory());

    [Params(0, 1)]
    public int Webhooks { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var session = new TeltonikaProtocol().CreateSession(new ProtocolOptions());
        var reply = new ArrayBufferWriter<byte>();
        session.Read(BenchFrames.Login(350_000_000_000_000), _batch, reply);
        session.AnswerLogin(true, reply);
        _batch.Begin(1, 1, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        session.Read(BenchFrames.Read("c8e-20").Bytes, _batch, reply);
        var webhooks = Webhooks == 0
            ? WebhookSnapshot.Empty
            : new WebhookSnapshot([new WebhookDefinition
            {
                Id = 1,
                AccountId = 1,
                Username = "admin",
                Type = EventType.Location,
                Name = "bench",
                Url = new Uri("https://example.com/hook"),
                ContentType = BodyFormat.Json,
                Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                CreatedMs = 0,
            }]);
        _snapshot = new ProcessingSnapshot(webhooks, LandmarkSnapshot.Empty, DriverSnapshot.Empty, new DefaultMotionSettings());
        if (Process() != Webhooks * Reports)
        {
            throw new InvalidOperationException($"{_outbox.Count} events.");
        }
    }

    [Benchmark(OperationsPerInvoke = Reports)]
    public int Process()
    {
        _outbox.Clear();
        ReportBatchReader.TryOpen(_batch.WrittenSpan, out var batch);
        while (batch.TryRead(_report, out var canonical))
        {
            // The same frame again would be a repeated one: each is a second later.
            _report.DeviceTimeMs = _start + (++_seconds * 1000);
            _processor.Process(
                _report,
                canonical,
                new ReportSource(batch.ReceivedMs, "teltonika", batch.ReceivedMs),
                _vehicle,
                _state,
                _snapshot);
        }

        return _outbox.Count;
    }

    /// <inheritdoc/>
    public void Dispose() => _processor.Dispose();

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
