using CsCheck;
using Gateway.Protocol.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Ruptela;

/// <summary>Whatever arrives: no exception, no frame beyond the cap, and a refused frame leaves nothing behind.</summary>
public class RuptelaMutationTests
{
    private static readonly byte[][] Frames =
    [
        RuptelaFrames.Record,
        RuptelaFrames.TwoRecords,
        RuptelaFrames.Identification,
        RuptelaFrames.Heartbeat,
        RuptelaFrames.ExtendedFrame(RuptelaFrames.Extended(0x20, bytes: [(409, 1)]), RuptelaFrames.Extended(0x21, longs: [(34, 5)])),
        .. VectorFile.Load("ruptela")?.Select(vector => vector.Frame) ?? [],
    ];

    private static readonly Gen<byte[]> AnyFrame = Gen.Int[0, Frames.Length - 1].Select(i => Frames[i]);

    [Fact]
    public void No_flipped_bit_is_taken_for_a_record()
    {
        for (var bit = 0; bit < RuptelaFrames.TwoRecords.Length * 8; bit++)
        {
            var frame = RuptelaFrames.TwoRecords.ToArray();
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.DoesNotContain(RuptelaFrames.Replay().Feed(frame).Frames, found => found.Reports.Count > 0);
        }
    }

    // SessionReplay asserts what must hold; these tests give it the bytes.
    [Fact]
    public void Flipped_cut_and_spliced_streams_never_break_the_session() =>
        Gen.Select(AnyFrame, AnyFrame, Gen.Int[0, 3], Gen.Int[0, 4000], Gen.Int[0, 4000], Gen.Byte, Gen.Bool)
            .Sample((first, second, how, from, to, value, lenient) =>
            {
                var at = from % first.Length;
                byte[] bytes = how switch
                {
                    0 => [.. first[..at], (byte)(first[at] ^ (value | 1)), .. first[(at + 1)..]],
                    1 => [.. first[..at], .. first[Math.Min(first.Length, at + 1 + (to % 8))..]],
                    2 => [.. first[..at], value, .. first[at..]],
                    _ => [.. first[..at], .. second[(to % second.Length)..]],
                };
                var replay = RuptelaFrames.Replay(lenient ? ChecksumPolicy.Lenient : ChecksumPolicy.Strict);
                var cut = bytes.Length == 0 ? 0 : to % bytes.Length;
                replay.Feed(bytes.AsSpan(0, cut)).Feed(bytes.AsSpan(cut)).Feed(second);
            },
            iter: 4000);

    [Fact]
    public void Damaged_bodies_with_a_right_checksum_never_break_the_session() =>
        Gen.Select(AnyFrame.Where(frame => frame.Length > 20), Gen.Int[0, 4000].Array[1, 8], Gen.Byte.Array[8], Gen.Int[0, 9])
            .Sample((frame, places, values, cut) =>
            {
                var data = frame[11..^2];
                for (var i = 0; i < places.Length; i++)
                {
                    data[places[i] % data.Length] = values[i];
                }

                RuptelaFrames.Replay().Feed(RuptelaFrames.Frame(frame[10], data[..^Math.Min(cut, data.Length)]));
            },
            iter: 4000);

    [Fact]
    public void Bytes_that_are_no_frame_at_all_never_break_the_reader() => Gen.Byte.Array[0, 60].Sample(
        bytes =>
        {
            RuptelaFrames.Replay(ChecksumPolicy.Lenient).Read(bytes);
            RuptelaFrames.Replay().Feed(bytes);
        },
        iter: 2000);
}
