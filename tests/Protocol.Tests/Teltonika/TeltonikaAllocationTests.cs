using System.Buffers;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Tests.Teltonika;

public class TeltonikaAllocationTests
{
    [Fact]
    public void A_packet_of_20_records_is_found_read_and_encoded_without_an_allocation()
    {
        var record = new RecordBuilder()
            .With(239, (byte)1).With(240, (byte)1).With(66, (short)14_304).With(72, 235).With(78, 0x01000B00791C1793)
            .With(195, 0x3042303030303031).With(196, 0x3132333435363031).With(256, [.. "WV1ZZZ2EZ86015388"u8])
            .With(385, new byte[40]).With(16, 1).With(200, (byte)0);
        var packet = TeltonikaFrames.Packet(0x8E, [.. Enumerable.Repeat(record.Build(), 20)]);
        var buffer = new ReadOnlySequence<byte>(packet);
        var session = TeltonikaFrames.LoggedIn().Session;
        var writer = new ReportBatchWriter();
        var reply = new ArrayBufferWriter<byte>(64);
        Assert.Equal(20, Pass());
        Assert.Equal(20, Pass());

        var before = GC.GetAllocatedBytesForCurrentThread();
        var records = 0;
        for (var i = 0; i < 100; i++)
        {
            records += Pass();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2000, records);

        int Pass()
        {
            reply.ResetWrittenCount();
            writer.Begin(1, 1, 1);
            return session.FindFrame(in buffer, out var length, out _) == FrameStatus.Complete
                ? session.Read(packet.AsSpan(0, length), writer, reply).Reports
                : 0;
        }
    }
}
