using System.Buffers;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Tests.Suntech;

public class SuntechAllocationTests
{
    [Fact]
    public void Frames_are_found_read_and_encoded_without_an_allocation()
    {
        byte[][] frames =
        [
            SuntechFrames.Text(SuntechFrames.FullStatus),
            SuntechFrames.Text("ST300ALV;100850000"),
            SuntechFrames.Text("ST910;Location;100850000;017;20130727;14:10:00;-25.398714;-049.296818;000.187;000.00;1;4.32"),
        ];
        Assert.Equal(0, AllocatedBy(frames));
        Assert.Equal(0, AllocatedBy([SuntechFrames.UniversalZip, SuntechFrames.DriverZip]));
        Assert.Equal(0, AllocatedBy([SuntechFrames.Text(SuntechFrames.Universal)]));
        Assert.Equal(0, AllocatedBy([SuntechFrames.Text(SuntechFrames.External)]));
        Assert.Equal(0, AllocatedBy([SuntechFrames.LegacyZip]));
    }

    private static long AllocatedBy(byte[][] frames)
    {
        var buffers = frames.Select(frame => new ReadOnlySequence<byte>(frame)).ToArray();
        var session = SuntechFrames.Session().Session;
        var writer = new ReportBatchWriter();
        var reply = new ArrayBufferWriter<byte>(256);
        Assert.Equal(frames.Length, Pass());
        Assert.Equal(frames.Length, Pass());

        var before = GC.GetAllocatedBytesForCurrentThread();
        var records = 0;
        for (var i = 0; i < 100; i++)
        {
            records += Pass();
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(100 * frames.Length, records);
        return allocated;

        int Pass()
        {
            reply.ResetWrittenCount();
            var taken = 0;
            for (var i = 0; i < buffers.Length; i++)
            {
                writer.Begin(1, 1, 1);
                taken += session.FindFrame(in buffers[i], out var length, out _) == FrameStatus.Complete
                    ? session.Read(frames[i].AsSpan(0, length), writer, reply).Reports
                    : 0;
            }

            return taken;
        }
    }
}
