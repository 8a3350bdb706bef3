using CsCheck;
using Gateway.Protocol.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Galileosky;

/// <summary>Whatever arrives: no exception, no frame beyond the cap, and a refused frame leaves nothing behind.</summary>
public class GalileoskyMutationTests
{
    private static readonly byte[][] Frames =
    [
        GalileoskyFrames.Login,
        GalileoskyFrames.Packet(GalileoskyFrames.Record, GalileoskyFrames.Record),
        GalileoskyFrames.Wrap(7, [0, 1, 2, 3]),
        .. VectorFile.Load("galileosky")?.Select(vector => vector.Frame) ?? [],
    ];

    private static readonly Gen<byte[]> AnyFrame = Gen.Int[0, Frames.Length - 1].Select(i => Frames[i]);

    [Fact]
    public void No_flipped_bit_is_taken_for_a_record()
    {
        var packet = GalileoskyFrames.Packet(GalileoskyFrames.Record);
        for (var bit = 0; bit < packet.Length * 8; bit++)
        {
            var flipped = packet.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.DoesNotContain(GalileoskyFrames.LoggedIn().Feed(flipped).Frames, found => found.Reports.Count > 0);
        }
    }

    // SessionReplay asserts what must hold; these tests give it the bytes.
    [Fact]
    public void Flipped_cut_and_spliced_streams_never_break_the_session() =>
        Gen.Select(AnyFrame, AnyFrame, Gen.Int[0, 3], Gen.Int[0, 4000], Gen.Int[0, 4000], Gen.Byte, Gen.Bool)
            .Sample((first, second, how, from, to, value, lenient) =>
            {
                var bytes = Mutate(first, second, how, from, to, value);
                var replay = GalileoskyFrames.LoggedIn(lenient ? ChecksumPolicy.Lenient : ChecksumPolicy.Strict);
                var cut = bytes.Length == 0 ? 0 : to % bytes.Length;
                replay.Feed(bytes.AsSpan(0, cut)).Feed(bytes.AsSpan(cut)).Feed(second);
            },
            iter: 3000);

    [Fact]
    public void Damaged_tags_with_a_right_checksum_never_break_the_session() =>
        Gen.Select(AnyFrame.Where(frame => frame.Length > 20), Gen.Int[0, 4000].Array[1, 6], Gen.Byte.Array[6], Gen.Int[0, 8])
            .Sample((frame, places, values, cut) =>
            {
                var tags = frame[3..^(2 + cut)];
                for (var i = 0; i < places.Length; i++)
                {
                    tags[places[i] % tags.Length] = values[i];
                }

                GalileoskyFrames.LoggedIn().Feed(GalileoskyFrames.Wrap(frame[0], tags));
            },
            iter: 3000);

    [Fact]
    public void Bytes_that_are_no_frame_at_all_never_break_the_reader() => Gen.Byte.Array[0, 60].Sample(
        bytes =>
        {
            foreach (var policy in new[] { ChecksumPolicy.Strict, ChecksumPolicy.Lenient })
            {
                GalileoskyFrames.LoggedIn(policy).Read(bytes);
                GalileoskyFrames.LoggedIn(policy).Read([1, 0, (byte)(bytes.Length + 3), 1, 0, 28, .. bytes]);
                GalileoskyFrames.LoggedIn(policy).Feed(bytes);
            }
        },
        iter: 2000);

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
