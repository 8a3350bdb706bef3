using System.Buffers;
using Gateway.Protocol.Queclink;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Tests.Queclink;

public class QueclinkAllocationTests
{
    [Fact]
    public void Frames_of_one_device_are_found_read_and_encoded_without_an_allocation()
    {
        const string Id = "861074023677175";
        byte[] hex = [.. QueclinkFrames.HexEvent];
        ReadOnlySpan<byte> packed = [86, 10, 74, 2, 36, 77, 17, 5];
        packed.CopyTo(hex.AsSpan(16));
        byte[] stream =
        [
            .. QueclinkFrames.Bytes(QueclinkFrames.Fixed.Replace("869606020188383", Id, StringComparison.Ordinal)),
            .. QueclinkFrames.Bytes(QueclinkFrames.Expanded),
            .. QueclinkFrames.Bytes(QueclinkFrames.IgnitionOn.Replace("862894020180553", Id, StringComparison.Ordinal)),
            .. QueclinkFrames.Bytes(QueclinkFrames.Driver.Replace("862170013895931", Id, StringComparison.Ordinal)),
            .. QueclinkFrames.Bytes(QueclinkFrames.Heartbeat.Replace("135790246811220", Id, StringComparison.Ordinal)),
            .. QueclinkFrames.WithChecksum(hex),
        ];
        var session = new QueclinkProtocol().CreateSession(new ProtocolOptions { AcknowledgeAll = true });
        var writer = new ReportBatchWriter();
        var reply = new ArrayBufferWriter<byte>(1024);
        Assert.Equal(6, Pass());
        Assert.Equal(6, Pass());

        var before = GC.GetAllocatedBytesForCurrentThread();
        var reports = 0;
        for (var i = 0; i < 100; i++)
        {
            reports += Pass();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(600, reports);

        int Pass()
        {
            reply.ResetWrittenCount();
            var count = 0;
            var rest = stream.AsMemory();
            while (!rest.IsEmpty)
            {
                writer.Begin(1, 4, 1);
                var buffer = new ReadOnlySequence<byte>(rest);
                if (session.FindFrame(in buffer, out var length, out _) != FrameStatus.Complete)
                {
                    return -1;
                }

                count += session.Read(rest.Span[..length], writer, reply).Reports;
                rest = rest[length..];
            }

            return count;
        }
    }
}
