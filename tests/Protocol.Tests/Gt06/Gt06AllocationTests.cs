using System.Buffers;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Tests.Gt06;

public class Gt06AllocationTests
{
    [Fact]
    public void Messages_are_found_read_answered_and_encoded_without_an_allocation()
    {
        byte[][] frames =
        [
            Gt06Frames.Location,
            Gt06Frames.Status,
            Gt06Frames.Short(0x16, "110819110208D402F264DC08289A4058D4C70901944600D300C0954606040600", 1),
            Gt06Frames.Short(0x17, "18060E021831C6026E8ACC0C361B1000140001CC00286D000F4DBF0000012CA7E00100", 4),
            Gt06Frames.Short(0x61, "0869412070143950190A1E0D3806C802B0EB0F0561ECDC00D80002D404000004215F0E000001395581", 13),
            Gt06Frames.Long(0x94, "1E000000D5000002EE", 5),
            Gt06Frames.Long(0x70, "003300126303564E07017004EA01F800F41D5C001466003400060E6303564E00", 6),
            Gt06Frames.Short(0x8A, "", 7),
            TextOfPosition,
        ];
        var session = Gt06Frames.LoggedIn().Session;
        var writer = new ReportBatchWriter();
        var reply = new ArrayBufferWriter<byte>(1024);
        Assert.Equal(frames.Length - 1, Pass());
        Assert.Equal(frames.Length - 1, Pass());

        var before = GC.GetAllocatedBytesForCurrentThread();
        var records = 0;
        for (var i = 0; i < 200; i++)
        {
            records += Pass();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(200 * (frames.Length - 1), records);

        int Pass()
        {
            var read = 0;
            reply.ResetWrittenCount();
            foreach (var frame in frames)
            {
                writer.Begin(1, 2, 1);
                var buffer = new ReadOnlySequence<byte>(frame);
                if (session.FindFrame(in buffer, out var length, out _) == FrameStatus.Complete)
                {
                    read += session.Read(frame.AsSpan(0, length), writer, reply).Reports;
                }
            }

            return read;
        }
    }

    private static byte[] TextOfPosition => Gt06Frames.Long(
        0x21,
        "0000000001" + Convert.ToHexString(
            "Current position!Lat:N54.739332,Lon:E25.273270,Course:126.53,Speed:10.5,DateTime:2017-05-26 10:27:47"u8),
        8);
}
