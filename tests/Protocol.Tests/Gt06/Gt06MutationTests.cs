using CsCheck;
using Gateway.Protocol.Gt06;
using Gateway.Protocol.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Gt06;

/// <summary>Whatever arrives: no exception, no frame beyond the cap, and a refused frame leaves nothing behind.</summary>
public class Gt06MutationTests
{
    private static readonly byte[][] Frames =
    [
        Gt06Frames.Login,
        Gt06Frames.Location,
        Gt06Frames.Status,
        Gt06Frames.Short(0x35, "11061A0B24330503107D06084889CB01000100000CFA20E3ACD3", 0x133),
        Gt06Frames.Long(0x36, "20E3ACD3000000000400", 1),
        Gt06Frames.Long(0x8C, "110817073B1001", 1),
        Gt06Frames.Long(0x94, "0D" + Convert.ToHexString("!AIOIL,02,12.3,21.5,V1,0,0,31.5,1,33,4F"u8), 1),
        .. VectorFile.Load("gt06")?.Select(vector => vector.Frame) ?? [],
    ];

    private static readonly Gen<byte[]> AnyFrame = Gen.Int[0, Frames.Length - 1].Select(i => Frames[i]);

    [Fact]
    public void No_flipped_bit_is_taken_for_a_record()
    {
        for (var bit = 0; bit < Gt06Frames.Location.Length * 8; bit++)
        {
            var frame = Gt06Frames.Location.ToArray();
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
            var replay = Gt06Frames.LoggedIn().Feed(frame).Feed(Gt06Frames.Status);
            Assert.DoesNotContain(replay.Frames, found => found.Reports.Any(report => report.HasFix));
        }
    }

    // SessionReplay asserts what must hold; these tests give it the bytes.
    [Fact]
    public void Flipped_cut_and_spliced_streams_never_break_the_session() =>
        Gen.Select(AnyFrame, AnyFrame, Gen.Int[0, 3], Gen.Int[0, 4000], Gen.Int[0, 4000], Gen.Byte, Gen.Bool)
            .Sample((first, second, how, from, to, value, lenient) =>
            {
                var bytes = Mutate(first, second, how, from, to, value);
                var replay = Gt06Frames.LoggedIn(lenient ? ChecksumPolicy.Lenient : ChecksumPolicy.Strict);
                var cut = bytes.Length == 0 ? 0 : to % bytes.Length;
                replay.Feed(bytes.AsSpan(0, cut)).Feed(bytes.AsSpan(cut)).Feed(second);
            },
            iter: 5000);

    [Fact]
    public void Damaged_content_with_a_right_checksum_never_breaks_the_session() =>
        Gen.Select(AnyFrame.Where(frame => frame.Length > 12), Gen.Int[0, 4000].Array[0, 6], Gen.Byte.Array[6], Gen.Int[0, 60])
            .Sample((frame, places, values, cut) =>
            {
                var isLong = frame[0] == 0x79;
                var content = frame[(isLong ? 5 : 4)..^6];
                for (var i = 0; i < places.Length && content.Length > 0; i++)
                {
                    content[places[i] % content.Length] = values[i];
                }

                content = content[..Math.Max(0, content.Length - cut)];
                var type = frame[isLong ? 4 : 3];
                var replay = Gt06Frames.LoggedIn();
                replay.Read(Gt06Frames.Build(isLong, type, content, 7));
                Assert.Equal(FrameFault.None, replay.Read(Gt06Frames.Status).Message.Fault);
            },
            iter: 10_000);

    [Fact]
    public void Every_type_with_any_content_is_read()
    {
        foreach (var isLong in new[] { false, true })
        {
            for (var type = 2; type < 256; type++)
            {
                for (var length = 0; length < 130; length++)
                {
                    Gt06Frames.LoggedIn().Read(Gt06Frames.Build(isLong, (byte)type, new byte[length], 1));
                    Gt06Frames.LoggedIn(ChecksumPolicy.Lenient)
                        .Read(Gt06Frames.Build(isLong, (byte)type, [.. Enumerable.Repeat((byte)0xFF, length)], 1));
                }
            }
        }
    }

    [Fact]
    public void Bytes_that_are_no_frame_at_all_never_break_the_reader() => Gen.Byte.Array[0, 60].Sample(
        bytes =>
        {
            foreach (var policy in new[] { ChecksumPolicy.Strict, ChecksumPolicy.Lenient })
            {
                Gt06Frames.LoggedIn(policy).Read(bytes);
                Gt06Frames.LoggedIn(policy).Feed(bytes);
                Gt06Frames.LoggedIn(policy).Read([0x78, 0x78, .. bytes]);
                Gt06Frames.LoggedIn(policy).Read([0x79, 0x79, .. bytes]);
            }
        },
        iter: 2000);

    [Fact]
    public void A_frame_without_an_end_is_given_up()
    {
        foreach (var start in new byte[][] { [0x78, 0x78, 0xFF, 0x12], [0x79, 0x79, 0x10, 0x00, 0x94], [0x78, 0x78, 0xFF, 0x69] })
        {
            var replay = Gt06Frames.LoggedIn().Feed(start);
            for (var fed = 0; fed < MaxFrameLength && replay.StreamFault == FrameFault.None; fed += 64)
            {
                replay.Feed(new byte[64]);
            }

            Assert.Equal(FrameFault.Length, replay.StreamFault);
        }
    }

    private static int MaxFrameLength => new Gt06Protocol().MaxFrameLength;

    private static byte[] Mutate(byte[] first, byte[] second, int how, int from, int to, byte value)
    {
        var at = from % first.Length;
        switch (how)
        {
            case 0:
                var flipped = first.ToArray();
                flipped[at] ^= (byte)(value | 1);
                return flipped;
            case 1:
                return [.. first[..at], .. first[Math.Min(first.Length, at + 1 + (to % 8))..]];
            case 2:
                return [.. first[..at], value, .. first[at..]];
            default:
                return [.. first[..at], .. second[(to % second.Length)..]];
        }
    }
}
