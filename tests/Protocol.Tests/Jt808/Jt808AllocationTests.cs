using System.Buffers;
using Gateway.Protocol.Jt808;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Tests.Jt808;

public class Jt808AllocationTests
{
    [Fact]
    public void Messages_are_found_read_and_encoded_without_an_allocation()
    {
        byte[] place = [.. Jt808Frames.Place, .. Convert.FromHexString("5104" + "8017" + "0123" + "BD04" + "32343139" + "E904" + "7E7D7E7D")];
        byte[][] frames =
        [
            Jt808Frames.Message(0x0200, place),
            Jt808Frames.Message2019(0x0200, place),
            Jt808Frames.Batch([.. Enumerable.Repeat(place, 10)]),
            Jt808Frames.Message(0x0002, [88, 21, 0]),
        ];
        foreach (var frame in frames)
        {
            AssertNothingAllocated(frame);
        }
    }

    private static void AssertNothingAllocated(byte[] frame)
    {
        var buffer = new ReadOnlySequence<byte>(frame);
        var session = new Jt808Protocol().CreateSession(new ProtocolOptions());
        var writer = new ReportBatchWriter();
        var reply = new ArrayBufferWriter<byte>(256);
        var once = Pass();
        Assert.True(once > 0);
        Assert.Equal(once, Pass());

        var before = GC.GetAllocatedBytesForCurrentThread();
        var records = 0;
        for (var i = 0; i < 100; i++)
        {
            records += Pass();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(100 * once, records);

        int Pass()
        {
            reply.ResetWrittenCount();
            writer.Begin(1, 3, 1);
            return session.FindFrame(in buffer, out var length, out _) == FrameStatus.Complete
                ? session.Read(frame.AsSpan(0, length), writer, reply).Reports
                : 0;
        }
    }
}
