using CsCheck;
using Gateway.Protocol.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Teltonika;

/// <summary>Whatever arrives: no exception, no frame beyond the cap, and a refused frame leaves nothing behind.</summary>
public class TeltonikaMutationTests
{
    private static readonly byte[][] Frames =
    [
        TeltonikaFrames.Login,
        TeltonikaFrames.Codec8,
        TeltonikaFrames.Codec8Extended,
        TeltonikaFrames.Codec16,
        TeltonikaFrames.Codec12,
        TeltonikaFrames.Codec15,
        [0xFF],
        .. VectorFile.Load("teltonika")?.Select(vector => vector.Frame) ?? [],
    ];

    private static readonly Gen<byte[]> AnyFrame = Gen.Int[0, Frames.Length - 1].Select(i => Frames[i]);

    [Fact]
    public void No_flipped_bit_is_taken_for_a_record()
    {
        for (var bit = 0; bit < TeltonikaFrames.Codec8Extended.Length * 8; bit++)
        {
            var frame = TeltonikaFrames.Codec8Extended.ToArray();
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
            var replay = TeltonikaFrames.LoggedIn().Feed(frame);
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
                var replay = TeltonikaFrames.LoggedIn(lenient ? ChecksumPolicy.Lenient : ChecksumPolicy.Strict);
                var cut = bytes.Length == 0 ? 0 : to % bytes.Length;
                replay.Feed(bytes.AsSpan(0, cut)).Feed(bytes.AsSpan(cut)).Feed(second);
            },
            iter: 3000);

    [Fact]
    public void Damaged_bodies_with_a_right_checksum_never_break_the_session() =>
        Gen.Select(AnyFrame.Where(frame => frame.Length > 20), Gen.Int[0, 4000].Array[1, 6], Gen.Byte.Array[6], Gen.Int[0, 3])
            .Sample((frame, places, values, cut) =>
            {
                var data = frame[8..^4];
                for (var i = 0; i < places.Length; i++)
                {
                    data[places[i] % data.Length] = values[i];
                }

                var replay = TeltonikaFrames.LoggedIn().Feed(TeltonikaFrames.Wrap(data[..^Math.Min(cut, data.Length - 3)]));
                Assert.Equal(2, replay.Frames.Count);
            },
            iter: 3000);

    [Fact]
    public void Bytes_that_are_no_frame_at_all_never_break_the_reader() => Gen.Byte.Array[0, 60].Sample(
        bytes =>
        {
            foreach (var policy in new[] { ChecksumPolicy.Strict, ChecksumPolicy.Lenient })
            {
                TeltonikaFrames.LoggedIn(policy).Read(bytes);
                TeltonikaFrames.LoggedIn(policy).Feed(bytes);
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
