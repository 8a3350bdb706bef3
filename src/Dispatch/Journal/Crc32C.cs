using System.Buffers.Binary;
using System.Numerics;

namespace Gateway.Dispatch.Journal;

/// <summary>
/// CRC-32C (Castagnoli, RFC 3720 appendix B.4), by the processor's instruction where there is one
/// (<see cref="BitOperations"/> falls back to a table).
/// </summary>
internal static class Crc32C
{
    /// <summary>The checksum of <paramref name="data"/>.</summary>
    public static uint Compute(ReadOnlySpan<byte> data) => ~Continue(~0u, data);

    /// <summary>Feeds more bytes into a running, not yet inverted checksum.</summary>
    public static uint Continue(uint state, ReadOnlySpan<byte> data)
    {
        while (data.Length >= sizeof(ulong))
        {
            state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[sizeof(ulong)..];
        }

        foreach (var value in data)
        {
            state = BitOperations.Crc32C(state, value);
        }

        return state;
    }
}
