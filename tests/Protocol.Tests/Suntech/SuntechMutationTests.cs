using CsCheck;
using Gateway.Protocol.Sessions;
using Gateway.Protocol.Tests.Sessions;
using Gateway.Testing;

namespace Gateway.Protocol.Tests.Suntech;

/// <summary>Whatever arrives: no exception, no frame beyond the cap, and a refused frame leaves nothing behind.</summary>
public class SuntechMutationTests
{
    private static readonly byte[][] Frames =
    [
        SuntechFrames.Text(SuntechFrames.FullStatus),
        SuntechFrames.Text(SuntechFrames.Universal),
        SuntechFrames.Text(SuntechFrames.External),
        SuntechFrames.Text(SuntechFrames.FuelSensors),
        SuntechFrames.UniversalZip,
        SuntechFrames.DriverZip,
        SuntechFrames.LegacyZip,
        .. VectorFile.Load("suntech")?.Select(vector => vector.Frame) ?? [],
    ];

    private static readonly Gen<byte[]> AnyFrame = Gen.Int[0, Frames.Length - 1].Select(i => Frames[i]);

    // SessionReplay asserts what must hold; these tests give it the bytes.
    [Fact]
    public void Flipped_cut_and_spliced_streams_never_break_the_session() =>
        Gen.Select(AnyFrame, AnyFrame, Gen.Int[0, 3], Gen.Int[0, 4000], Gen.Int[0, 4000], Gen.Byte, Gen.Bool)
            .Sample((first, second, how, from, to, value, lenient) =>
            {
                var bytes = StreamMutation.Apply(first, second, how, from, to, value);
                var replay = SuntechFrames.Session(lenient ? ChecksumPolicy.Lenient : ChecksumPolicy.Strict);
                var cut = bytes.Length == 0 ? 0 : to % bytes.Length;
                replay.Feed(bytes.AsSpan(0, cut)).Feed(bytes.AsSpan(cut)).Feed(second);
            },
            iter: 3000);

    [Fact]
    public void Damaged_bodies_that_are_taken_all_the_same_never_break_the_session() =>
        Gen.Select(AnyFrame, Gen.Int[0, 4000].Array[1, 6], Gen.Byte.Array[6], Gen.Int[0, 3])
            .Sample((frame, places, values, cut) =>
            {
                var damaged = frame.ToArray();
                for (var i = 0; i < places.Length; i++)
                {
                    damaged[places[i] % damaged.Length] = values[i];
                }

                SuntechFrames.Session(ChecksumPolicy.Lenient).Read(damaged);
                SuntechFrames.Session(ChecksumPolicy.Lenient).Read(damaged[..^Math.Min(cut, damaged.Length)]);
            },
            iter: 3000);

    [Fact]
    public void Bytes_that_are_no_frame_at_all_never_break_the_reader() => Gen.Byte.Array[0, 60].Sample(
        bytes =>
        {
            foreach (var policy in new[] { ChecksumPolicy.Strict, ChecksumPolicy.Lenient })
            {
                SuntechFrames.Session(policy).Read(bytes);
                SuntechFrames.Session(policy).Feed(bytes);
                foreach (var head in (string[])["STT;1;", "ST300STT;1;", "UEX;1;", "ST600UEX;1;", "ST410STT;1;", "ST910;Alert;1;", "CRR;1;1;1;"])
                {
                    SuntechFrames.Session(policy).Read([.. System.Text.Encoding.ASCII.GetBytes(head), .. bytes]);
                    SuntechFrames.Session(policy).Feed([.. System.Text.Encoding.ASCII.GetBytes(head), .. bytes]);
                }
            }
        },
        iter: 2000);
}
