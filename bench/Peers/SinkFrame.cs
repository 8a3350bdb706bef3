using System.Buffers.Binary;

namespace Gateway.Bench.Peers;

/// <summary>What a sink has to know of a Teltonika frame: where it ends and what it is answered.</summary>
internal static class SinkFrame
{
    /// <summary>Enough to tell both: zeros 4, length 4, codec 1, number of records 1. A login is longer.</summary>
    public const int HeaderLength = 10;

    private const int LoginLength = 17;

    public static int LengthOf(ReadOnlySpan<byte> header) =>
        IsLogin(header) ? LoginLength : 8 + BinaryPrimitives.ReadInt32BigEndian(header[4..]) + 4;

    /// <summary>Writes the answer; returns its length.</summary>
    public static int Answer(ReadOnlySpan<byte> header, Span<byte> answer)
    {
        if (IsLogin(header))
        {
            answer[0] = 1;
            return 1;
        }

        BinaryPrimitives.WriteInt32BigEndian(answer, header[9]);
        return sizeof(int);
    }

    private static bool IsLogin(ReadOnlySpan<byte> header) => header[1] != 0;
}
