using CsCheck;
using Gateway.Protocol.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Queclink;

/// <summary>Whatever arrives: no exception, no frame beyond the cap, and a refused frame leaves nothing behind.</summary>
public class QueclinkMutationTests
{
    private static readonly byte[][] Frames =
    [
        .. new[]
        {
            QueclinkFrames.Heartbeat, QueclinkFrames.Fixed, QueclinkFrames.Expanded, QueclinkFrames.IgnitionOn,
            QueclinkFrames.IgnitionOffWithoutFix, QueclinkFrames.Driver,
        }.Select(QueclinkFrames.Bytes),
        QueclinkFrames.HexEvent,
        QueclinkFrames.HexHeartbeat,
        QueclinkFrames.Records,
        QueclinkFrames.BinaryHeartbeat,
        .. QueclinkVectors.All?.Select(vector => vector.Frame) ?? [],
        .. VectorFile.LoadFraming("queclink")?.Select(stream => stream.Input) ?? [],
    ];

    private static readonly Gen<byte[]> AnyFrame = Gen.Int[0, Frames.Length - 1].Select(i => Frames[i]);

    [Fact]
    public void No_flipped_bit_of_a_frame_with_a_checksum_is_taken_for_a_report()
    {
        foreach (var whole in new[] { QueclinkFrames.HexEvent, QueclinkFrames.Records, QueclinkFrames.BinaryHeartbeat })
        {
            for (var bit = 0; bit < whole.Length * 8; bit++)
            {
                var frame = whole.ToArray();
                frame[bit / 8] ^= (byte)(1 << (bit % 8));

                // The head of HEX frames is not under the checksum; no other head is one bit away.
                Assert.DoesNotContain(QueclinkFrames.Replay().Feed(frame).Frames, found => found.Reports.Count > 0);
            }
        }
    }

    // SessionReplay asserts what must hold; these tests give it the bytes.
    [Fact]
    public void Flipped_cut_and_spliced_streams_never_break_the_session() =>
        Gen.Select(AnyFrame, AnyFrame, Gen.Int[0, 3], Gen.Int[0, 4000], Gen.Int[0, 4000], Gen.Byte, Gen.Bool)
            .Sample((first, second, how, from, to, value, lenient) =>
            {
                var bytes = Mutate(first, second, how, from, to, value);
                var replay = QueclinkFrames.Replay(Options(lenient));
                var cut = bytes.Length == 0 ? 0 : to % bytes.Length;
                replay.Feed(bytes.AsSpan(0, cut)).Feed(bytes.AsSpan(cut)).Feed(second);
            },
            iter: 5000);

    [Fact]
    public void Fields_moved_about_never_break_the_reader() =>
        Gen.Select(Gen.Int[0, Frames.Length - 1], Gen.Int[0, 300].Array[1, 6], Gen.Int[0, 300].Array[6])
            .Sample((index, to, from) =>
            {
                var fields = System.Text.Encoding.Latin1.GetString(Frames[index]).Split(',');
                for (var i = 0; i < to.Length; i++)
                {
                    fields[to[i] % fields.Length] = fields[from[i] % fields.Length];
                }

                QueclinkFrames.Replay().Read(System.Text.Encoding.Latin1.GetBytes(string.Join(',', fields)));
            },
            iter: 5000);

    [Fact]
    public void Damaged_hex_bodies_with_a_right_checksum_never_break_the_session()
    {
        var hex = Frames.Where(frame => frame is [.., 0x0D, 0x0A]).ToArray();
        Gen.Select(Gen.Int[0, hex.Length - 1], Gen.Int[4, 4000].Array[1, 8], Gen.Byte.Array[8], Gen.Int[0, 30])
            .Sample((index, places, values, cut) =>
            {
                var frame = hex[index][..^Math.Min(cut, hex[index].Length - 16)];
                for (var i = 0; i < places.Length; i++)
                {
                    frame[4 + (places[i] % (frame.Length - 8))] = values[i];
                }

                frame[^1] = 0x0A;
                frame[^2] = 0x0D;
                QueclinkFrames.Replay().Read(QueclinkFrames.WithChecksum(frame));
            },
            iter: 5000);
    }

    [Fact]
    public void Bytes_that_are_no_frame_at_all_never_break_the_reader() => Gen.Select(Gen.Byte.Array[0, 60], AnyFrame, Gen.Int[0, 12]).Sample(
        (bytes, frame, keep) =>
        {
            foreach (var lenient in new[] { false, true })
            {
                QueclinkFrames.Replay(Options(lenient)).Read(bytes);
                QueclinkFrames.Replay(Options(lenient)).Feed(bytes);
                QueclinkFrames.Replay(Options(lenient)).Read([.. frame[..Math.Min(keep, frame.Length)], .. bytes]);
            }
        },
        iter: 3000);

    private static ProtocolOptions Options(bool lenient) => new()
    {
        Checksum = lenient ? ChecksumPolicy.Lenient : ChecksumPolicy.Strict,
        AcknowledgeAll = lenient,
    };

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
