using System.Buffers;
using BenchmarkDotNet.Attributes;
using Gateway.Bench.Wire;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Teltonika;

namespace Gateway.Bench.Micro;

/// <summary>Reports to the journal's bytes and back, 20 reports a batch; the unit is one report.</summary>
public class BatchBenchmarks
{
    private const int Reports = 20;

    private readonly ReportBatchWriter _batch = new();
    private readonly DeviceReport _report = new();
    private readonly byte[] _encoded = new byte[8 * 1024];

    [GlobalSetup]
    public void Setup()
    {
        var session = new TeltonikaProtocol().CreateSession(new ProtocolOptions());
        var reply = new ArrayBufferWriter<byte>();
        session.Read(BenchFrames.Login(350_000_000_000_000), _batch, reply);
        session.AnswerLogin(true, reply);
        _batch.Begin(1, 1, 1_700_000_000_000);
        session.Read(BenchFrames.Read("c8e-20").Bytes, _batch, reply);
        if (ReadBatch() != Reports)
        {
            throw new InvalidOperationException("The batch is not read.");
        }
    }

    [Benchmark(OperationsPerInvoke = Reports)]
    public int Encode()
    {
        var length = 0;
        for (var i = 0; i < Reports; i++)
        {
            length += ReportCodec.Encode(_report, _encoded);
        }

        return length;
    }

    [Benchmark(OperationsPerInvoke = Reports)]
    public int ReadBatch()
    {
        ReportBatchReader.TryOpen(_batch.WrittenSpan, out var reader);
        var read = 0;
        while (reader.TryRead(_report, out _))
        {
            read++;
        }

        return read;
    }
}
