using System.Buffers;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Tests.Meitrack;

public class MeitrackAllocationTests
{
    [Fact]
    public void Frames_are_found_read_and_encoded_without_an_allocation()
    {
        byte[][] frames = [MeitrackFrames.Full, MeitrackFrames.Compact, MeitrackFrames.Parameters, MeitrackFrames.Answer];
        var buffers = frames.Select(frame => new ReadOnlySequence<byte>(frame)).ToArray();
        var session = MeitrackFrames.Session().Session;
        var writer = new ReportBatchWriter();
        var reply = new ArrayBufferWriter<byte>(256);
        Assert.Equal(5, Pass());
        Assert.Equal(5, Pass());

        var before = GC.GetAllocatedBytesForCurrentThread();
        var records = 0;
        for (var i = 0; i < 100; i++)
        {
            records += Pass();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(500, records);

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
