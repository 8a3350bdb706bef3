using CsCheck;
using Gateway.Protocol.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Jt808;

/// <summary>Whatever arrives: no exception, no frame beyond the cap, and a refused frame leaves nothing behind.</summary>
public class Jt808MutationTests
{
    private static readonly byte[][] Frames =
    [
        Jt808Frames.Message(0x0100, new byte[25]),
        Jt808Frames.Message(0x0102, [1, 2, 3]),
        Jt808Frames.Message(0x0002, []),
        Jt808Frames.Message(0x0200, Jt808Frames.Place),
        Jt808Frames.Message2019(0x0200, Jt808Frames.Place),
        Jt808Frames.Batch(Jt808Frames.Place, Jt808Frames.Place),
        [.. "(794104004140,1,001,BASE,2,TIME)"u8],
        .. VectorFile.Load("jt808")?.Select(vector => vector.Frame) ?? [],
    ];

    private static readonly Gen<byte[]> AnyFrame = Gen.Int[0, Frames.Length - 1].Select(i => Frames[i]);

    [Fact]
    public void No_flipped_bit_is_taken_for_a_location()
    {
        var frame = Jt808Frames.Message(0x0200, Jt808Frames.Place);
        for (var bit = 0; bit < frame.Length * 8; bit++)
        {
            var flipped = frame.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            var replay = Jt808Frames.Replay().Feed(flipped);
            Assert.DoesNotContain(replay.Frames, found => found.Reports.Count > 0);
        }
    }

    // SessionReplay asserts what must hold; these tests give it the bytes.
    [Fact]
    public void Flipped_cut_and_spliced_streams_never_break_the_session() =>
        Gen.Select(AnyFrame, AnyFrame, Gen.Int[0, 3], Gen.Int[0, 4000], Gen.Int[0, 4000], Gen.Byte, Gen.Bool)
            .Sample((first, second, how, from, to, value, lenient) =>
            {
                var bytes = Mutate(first, second, how, from, to, value);
                var replay = Jt808Frames.Replay(lenient ? ChecksumPolicy.Lenient : ChecksumPolicy.Strict);
                var cut = bytes.Length == 0 ? 0 : to % bytes.Length;
                replay.Feed(bytes.AsSpan(0, cut)).Feed(bytes.AsSpan(cut)).Feed(second);
            },
            iter: 3000);

    [Fact]
    public void Damaged_bodies_with_a_right_check_never_break_the_session() =>
        Gen.Select(AnyFrame.Where(frame => frame.Length > 20 && frame[0] == 0x7E), Gen.Int[0, 4000].Array[1, 6], Gen.Byte.Array[6], Gen.Int[0, 8])
            .Sample((frame, places, values, cut) =>
            {
                var message = frame[1..^2];
                for (var i = 0; i < places.Length; i++)
                {
                    message[4 + (places[i] % (message.Length - 4))] = values[i];
                }

                message = message[..^cut];
                (message[2], message[3]) = ((byte)((message.Length - 12) >> 8), (byte)(message.Length - 12));
                Assert.Single(Jt808Frames.Replay().Feed(Jt808Frames.Wrap(message)).Frames);
            },
            iter: 4000);

    [Fact]
    public void Bytes_that_are_no_frame_at_all_never_break_the_reader() => Gen.Byte.Array[0, 60].Sample(
        bytes =>
        {
            foreach (var policy in new[] { ChecksumPolicy.Strict, ChecksumPolicy.Lenient })
            {
                Jt808Frames.Replay(policy).Read(bytes);
                Jt808Frames.Replay(policy).Read([0x7E, .. bytes, 0x7E]);
                Jt808Frames.Replay(policy).Read([0xE7, .. bytes, 0xE7]);
                Jt808Frames.Replay(policy).Feed(bytes);
            }
        },
        iter: 2000);

    [Fact]
    public void A_stream_of_noise_leaves_nothing_pending_beyond_the_cap() => Gen.Byte.Array[3000, 9000].Sample(
        bytes =>
        {
            var replay = Jt808Frames.Replay();
            foreach (var piece in bytes.Chunk(700))
            {
                replay.Feed(piece);
                Assert.True(replay.StreamFault != FrameFault.None || replay.Pending < 2092);
            }
        },
        iter: 50);

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
