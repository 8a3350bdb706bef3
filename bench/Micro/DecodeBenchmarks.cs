using System.Buffers;
using BenchmarkDotNet.Attributes;
using Gateway.Bench.Wire;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Teltonika;

namespace Gateway.Bench.Micro;

/// <summary>
/// A frame from the wire to the journal's payload: found, checked, decoded, encoded, answered, as a session does it. The
/// unit is a frame; see <see cref="RecordsPerSecondColumn"/> for records.
/// </summary>
public class DecodeBenchmarks
{
    private readonly ProtocolSession _session = new TeltonikaProtocol().CreateSession(new ProtocolOptions());
    private readonly ReportBatchWriter _batch = new();
    private readonly ArrayBufferWriter<byte> _reply = new(64);
    private readonly NullSink _sink = new();
    private byte[] _frame = [];

    [Params("c8e-1", "c8e-20", "c8e-20-heavy", "c8-14", "c8-24-heavy")]
    public string Frame { get; set; } = "";

    /// <summary>Records of a named frame.</summary>
    public static int RecordsOf(string frame) => frame == "c8e-1" ? 1 : BenchFrames.Read(frame).Records;

    [GlobalSetup]
    public void Setup()
    {
        _frame = Frame == "c8e-1" ? SingleRecord() : BenchFrames.Read(Frame).Bytes;
        _session.Read(BenchFrames.Login(350_000_000_000_000), _batch, _reply);
        _session.AnswerLogin(true, _reply);
        if (Decode() != RecordsOf(Frame) || DecodeToBatch() != RecordsOf(Frame))
        {
            throw new InvalidOperationException($"{Frame} is not decoded.");
        }
    }

    [Benchmark]
    public int Decode()
    {
        _reply.ResetWrittenCount();
        return Read(_sink);
    }

    [Benchmark]
    public int DecodeToBatch()
    {
        _reply.ResetWrittenCount();
        _batch.Begin(1, 1, 1_700_000_000_000);
        return Read(_batch);
    }

    private static byte[] SingleRecord()
    {
        var template = FrameTemplate.Of("c8e-20", 1);
        template.Stamp(1_750_000_000_000);
        return template.Bytes.ToArray();
    }

    private int Read(IReportSink sink)
    {
        var buffer = new ReadOnlySequence<byte>(_frame);
        return _session.FindFrame(buffer, out var length, out _) == FrameStatus.Complete
            ? _session.Read(_frame.AsSpan(0, length), sink, _reply).Reports
            : -1;
    }

    private sealed class NullSink : IReportSink
    {
        private readonly DeviceReport _report = new();

        public DeviceReport Rent()
        {
            _report.Clear();
            return _report;
        }

        public bool Add(DeviceReport report) => true;
    }
}
