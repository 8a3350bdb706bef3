using System.Buffers;
using BenchmarkDotNet.Attributes;
using Gateway.Bench.Wire;
using Gateway.Protocol;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Bench.Micro;

/// <summary>
/// A typical frame of each family from the wire to the journal's payload: found, checked, decoded, encoded, answered, as
/// a session does it. The unit is a frame; <see cref="RecordsPerSecondColumn"/> has records.
/// </summary>
public class FamilyBenchmarks
{
    private readonly ReportBatchWriter _batch = new();
    private readonly ArrayBufferWriter<byte> _reply = new(1024);
    private ProtocolSession _session = null!;
    private byte[] _frame = [];

    public static IEnumerable<string> Families => FamilyFrames.All.Select(frames => frames.Family);

    [ParamsSource(nameof(Families))]
    public string Family { get; set; } = "";

    /// <summary>Records of a family's frame.</summary>
    public static int RecordsOf(string family)
    {
        var benchmarks = new FamilyBenchmarks { Family = family };
        benchmarks.Setup();
        return benchmarks.Decode();
    }

    [GlobalSetup]
    public void Setup()
    {
        var frames = FamilyFrames.All.Single(frames => frames.Family == Family);
        _frame = frames.Frame;
        _session = DeviceProtocols.All.Single(protocol => protocol.Name == frames.Protocol).CreateSession(new ProtocolOptions());
        foreach (var before in frames.Before)
        {
            _batch.Begin(1, 1, 0);
            if (_session.Read(before, _batch, _reply).Kind == MessageKind.Login)
            {
                _session.AnswerLogin(accepted: true, _reply);
            }
        }

        if (Decode() < 1)
        {
            throw new InvalidOperationException($"{Family} is not decoded.");
        }
    }

    [Benchmark]
    public int Decode()
    {
        _reply.ResetWrittenCount();
        _batch.Begin(1, 1, 1_700_000_000_000);
        var buffer = new ReadOnlySequence<byte>(_frame);
        return _session.FindFrame(buffer, out var length, out _) == FrameStatus.Complete
            ? _session.Read(_frame.AsSpan(0, length), _batch, _reply).Reports
            : -1;
    }
}
