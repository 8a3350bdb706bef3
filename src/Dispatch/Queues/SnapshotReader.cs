using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Gateway.Dispatch.Queues;

/// <summary>
/// Reads what <see cref="SnapshotWriter"/> wrote, of any length, through a small buffer. A fault is remembered, not
/// thrown: from then on all numbers are 0. Whether the checksum is right is known at the end.
/// </summary>
internal sealed class SnapshotReader
{
    private const int ChecksumLength = 8;

    private readonly Stream _source;
    private readonly Crc64 _checksum = new();
    private readonly byte[] _buffer = new byte[1 << 17];
    private long _unread;
    private int _start;
    private int _end;

    public SnapshotReader(Stream source)
    {
        _source = source;
        _unread = source.Length - ChecksumLength;
        IsFaulty = _unread < 0;
    }

    /// <summary>Something was not as expected.</summary>
    public bool IsFaulty { get; private set; }

    private long Left => _unread + _end - _start;

    /// <summary>Whether all was read, nothing was wrong, and the checksum is right.</summary>
    public bool IsComplete()
    {
        if (IsFaulty || Left != 0)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[ChecksumLength];
        return _source.ReadAtLeast(expected, ChecksumLength, throwOnEndOfStream: false) == ChecksumLength
            && _checksum.GetCurrentHashAsUInt64() == BinaryPrimitives.ReadUInt64LittleEndian(expected);
    }

    public long Number()
    {
        var value = Unsigned();
        if (value > long.MaxValue)
        {
            Fail();
            return 0;
        }

        return (long)value;
    }

    public long Signed() => VarInt.Unfold(Unsigned());

    /// <summary>A number of things, each at least one byte long, so never more than bytes are left.</summary>
    public int Count()
    {
        var count = Number();
        if (count > Math.Min(Left, int.MaxValue))
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

    /// <summary>So many bytes, valid until the next read; empty where there are not so many, or more than 64 KiB.</summary>
    public ReadOnlySpan<byte> Bytes(long length)
    {
        const int most = 1 << 16;
        if (IsFaulty || length > Left || length > most)
        {
            Fail();
            return default;
        }

        Fill((int)length);
        var bytes = _buffer.AsSpan(_start, (int)length);
        _start += (int)length;
        return bytes;
    }

    /// <summary>Gives up.</summary>
    public void Fail() => IsFaulty = true;

    private ulong Unsigned()
    {
        if (!IsFaulty)
        {
            Fill(VarInt.MaxLength);
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_start, _end - _start);
            var before = rest.Length;
            if (VarInt.TryRead(ref rest, out var value))
            {
                _start += before - rest.Length;
                return value;
            }
        }

        Fail();
        return 0;
    }

    private void Fill(int wanted)
    {
        if (_end - _start >= wanted || _unread == 0)
        {
            return;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        while (_unread > 0 && _end < _buffer.Length)
        {
            var read = _source.Read(_buffer, _end, (int)Math.Min(_buffer.Length - _end, _unread));
            if (read == 0)
            {
                Fail();
                return;
            }

            _checksum.Append(_buffer.AsSpan(_end, read));
            _end += read;
            _unread -= read;
        }
    }
}
