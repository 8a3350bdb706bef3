using System.Buffers;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Tests.Ruptela;

public class RuptelaAllocationTests
{
    [Fact]
    public void A_packet_of_10_records_is_found_read_and_encoded_without_an_allocation()
    {
        var record = RuptelaFrames.Extended(
            bytes: [(409, 1), (173, 1), (2, 1), (27, 20)],
            shorts: [(29, 14_304), (78, -183), (22, 1500)],
            ints: [(65, 3_000_000), (150, 22610)],
            longs: [(34, 0x01000B00791C1793), (126, 0x3042303030303031), (127, 0x3132333435363031)]);
        var packet = RuptelaFrames.ExtendedFrame([.. Enumerable.Repeat(record, 10)]);
        var buffer = new ReadOnlySequence<byte>(packet);
        var session = RuptelaFrames.Replay().Session;
        var writer = new ReportBatchWriter();
        var reply = new ArrayBufferWriter<byte>(64);
        Assert.Equal(10, Pass());
        Assert.Equal(10, Pass());

        var before = GC.GetAllocatedBytesForCurrentThread();
        var records = 0;
        for (var i = 0; i < 100; i++)
        {
            records += Pass();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1000, records);

        int Pass()
        {
            reply.ResetWrittenCount();
            writer.Begin(1, 6, 1);
            return session.FindFrame(in buffer, out var length, out _) == FrameStatus.Complete
                ? session.Read(packet.AsSpan(0, length), writer, reply).Reports
                : 0;
        }
    }
}
