using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Gateway.Dispatch.Queues;

/// <summary>
/// Reads what <see cref="SnapshotWriter"/> wrote. A fault is remembered, not thrown: from then on all numbers are 0.
/// </summary>
internal ref struct SnapshotReader
{
    private ReadOnlySpan<byte> _rest;

    public SnapshotReader(ReadOnlySpan<byte> file)
    {
        const int checksumLength = 8;
        if (file.Length >= checksumLength
            && Crc64.HashToUInt64(file[..^checksumLength]) == BinaryPrimitives.ReadUInt64LittleEndian(file[^checksumLength..]))
        {
            _rest = file[..^checksumLength];
        }
        else
        {
            IsFaulty = true;
        }
    }

    /// <summary>The checksum is wrong, or something was not as expected.</summary>
    public bool IsFaulty { get; private set; }

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public long Number()
    {
        if (IsFaulty || !VarInt.TryRead(ref _rest, out var value) || value > long.MaxValue)
        {
            Fail();
            return 0;
        }

        return (long)value;
    }

    public long Signed()
    {
        if (IsFaulty || !VarInt.TryRead(ref _rest, out var value))
        {
            Fail();
            return 0;
        }

        return VarInt.Unfold(value);
    }

    /// <summary>A number of things, each at least one byte long, so never more than bytes are left.</summary>
    public int Count()
    {
        var count = Number();
        if (count > _rest.Length)
        {
            Fail();
            return 0;
        }

        return (int)count;
    }

    public string? Text()
    {
        var length = Number();
        return length == 0 ? null : Encoding.UTF8.GetString(Bytes(length - 1));
    }

    public ReadOnlySpan<byte> Bytes(long length)
    {
        if (IsFaulty || length > _rest.Length)
        {
            Fail();
            return default;
        }

        var bytes = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return bytes;
    }

    /// <summary>Gives up.</summary>
    public void Fail()
    {
        IsFaulty = true;
        _rest = default;
    }
}
