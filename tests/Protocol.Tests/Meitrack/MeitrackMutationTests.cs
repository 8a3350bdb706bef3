using CsCheck;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Meitrack;

/// <summary>Whatever arrives: no exception, no frame beyond the cap, and a refused frame leaves nothing behind.</summary>
public class MeitrackMutationTests
{
    private static readonly byte[][] Frames =
    [
        MeitrackFrames.Full,
        MeitrackFrames.Compact,
        MeitrackFrames.Parameters,
        MeitrackFrames.Answer,
        MeitrackFrames.Frame("AAC,1"),
        .. VectorFile.Load("meitrack")?.Select(vector => vector.Frame) ?? [],
    ];

    private static readonly Gen<byte[]> AnyFrame = Gen.Int[0, Frames.Length - 1].Select(i => Frames[i]);

    [Fact]
    public void No_flipped_bit_changes_a_record()
    {
        foreach (var good in new[] { MeitrackFrames.Full, MeitrackFrames.Compact, MeitrackFrames.Parameters })
        {
            var reports = Reports(good);
            Assert.NotEmpty(reports);
            for (var bit = 0; bit < good.Length * 8; bit++)
            {
                var frame = good.ToArray();
                frame[bit / 8] ^= (byte)(1 << (bit % 8));
                var damaged = Reports(frame);

                // A digit of the checksum may have changed to lower case.
                Assert.True(damaged.Length == 0 || damaged == reports, $"bit {bit}");
            }
        }
    }

    // SessionReplay asserts what must hold; these tests give it the bytes.
    [Fact]
    public void Flipped_cut_and_spliced_streams_never_break_the_session() =>
        Gen.Select(AnyFrame, AnyFrame, Gen.Int[0, 3], Gen.Int[0, 4000], Gen.Int[0, 4000], Gen.Byte, Gen.Bool)
            .Sample((first, second, how, from, to, value, lenient) =>
            {
                var bytes = StreamMutation.Apply(first, second, how, from, to, value);
                var replay = MeitrackFrames.Session(lenient ? ChecksumPolicy.Lenient : ChecksumPolicy.Strict);
                var cut = bytes.Length == 0 ? 0 : to % bytes.Length;
                replay.Feed(bytes.AsSpan(0, cut)).Feed(bytes.AsSpan(cut)).Feed(second);
            },
            iter: 3000);

    [Fact]
    public void Damaged_bodies_that_are_taken_all_the_same_never_break_the_session() =>
        Gen.Select(AnyFrame, Gen.Int[0, 4000].Array[1, 6], Gen.Byte.Array[6], Gen.Int[0, 3])
            .Sample((frame, places, values, cut) =>
            {
                byte[] damaged = frame.AsSpan().EndsWith("\r\n"u8) ? [.. frame] : [.. frame, .. "\r\n"u8];
                var body = damaged.AsSpan(20, damaged.Length - 25);
                for (var i = 0; i < places.Length && body.Length > 0; i++)
                {
                    body[places[i] % body.Length] = values[i];
                }

                MeitrackFrames.Session(ChecksumPolicy.Lenient).Read(damaged);
                MeitrackFrames.Session(ChecksumPolicy.Lenient).Read([.. damaged[..^(5 + cut)], .. "*00\r\n"u8]);
            },
            iter: 3000);

    [Fact]
    public void Bytes_that_are_no_frame_at_all_never_break_the_reader() => Gen.Byte.Array[0, 60].Sample(
        bytes =>
        {
            foreach (var policy in new[] { ChecksumPolicy.Strict, ChecksumPolicy.Lenient })
            {
                MeitrackFrames.Session(policy).Read(bytes);
                MeitrackFrames.Session(policy).Feed(bytes);
                MeitrackFrames.Session(policy).Read([.. "$$A50,353358017784062,CCE,"u8, .. bytes, .. "*00\r\n"u8]);
                MeitrackFrames.Session(policy).Read([.. "$$A50,353358017784062,AAA,35,"u8, .. bytes, .. "*00\r\n"u8]);
            }
        },
        iter: 2000);

    private static string Reports(byte[] frame) => string.Join(
        '\n',
        MeitrackFrames.Session().Feed(frame).Frames.SelectMany(found => found.Reports).Select(Gateway.Protocol.Tests.Reports.ReportSnapshot.Of));
}
