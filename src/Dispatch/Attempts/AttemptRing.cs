using System.Buffers.Binary;

namespace Gateway.Dispatch.Attempts;

/// <summary>
/// The newest records of one kind, in one array that grows up to its limit and then writes over the oldest. Not
/// thread-safe.
/// </summary>
internal sealed class AttemptRing(AttemptMemory memory, int limit)
{
    private const int FirstSize = 4 << 10;
    private const int Prefix = 4;

    private byte[] _bytes = [];
    private long _head;
    private long _tail;

    /// <summary>Keeps a record; false where there is no memory for it.</summary>
    public bool Add(ReadOnlySpan<byte> record)
    {
        var needed = Prefix + record.Length;
        while (_bytes.Length - (_tail - _head) < needed)
        {
            if (!Grow() && !DropOldest())
            {
                return false;
            }
        }

        Span<byte> prefix = stackalloc byte[Prefix];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, record.Length);
        Put(prefix);
        Put(record);
        return true;
    }

    /// <summary>Copies of the records, oldest first.</summary>
    public void CopyTo(List<byte[]> records)
    {
        Span<byte> prefix = stackalloc byte[Prefix];
        for (var at = _head; at < _tail;)
        {
            Get(at, prefix);
            var record = new byte[BinaryPrimitives.ReadInt32LittleEndian(prefix)];
            Get(at + Prefix, record);
            records.Add(record);
            at += Prefix + record.Length;
        }
    }

    /// <summary>Gives its memory back.</summary>
    public void Clear()
    {
        memory.Give(_bytes.Length);
        _bytes = [];
        _head = _tail = 0;
    }

    private bool Grow()
    {
        var size = _bytes.Length == 0 ? Math.Min(FirstSize, limit) : _bytes.Length * 2;
        if (size > limit || !memory.TryTake(size - _bytes.Length, isFirst: _bytes.Length == 0))
        {
            return false;
        }

        var grown = new byte[size];
        var used = (int)(_tail - _head);
        Get(_head, grown.AsSpan(0, used));
        (_bytes, _head, _tail) = (grown, 0, used);
        return true;
    }

    private bool DropOldest()
    {
        if (_head == _tail)
        {
            return false;
        }

        Span<byte> prefix = stackalloc byte[Prefix];
        Get(_head, prefix);
        _head += Prefix + BinaryPrimitives.ReadInt32LittleEndian(prefix);
        return true;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        var at = (int)(_tail & (_bytes.Length - 1));
        var first = Math.Min(bytes.Length, _bytes.Length - at);
        bytes[..first].CopyTo(_bytes.AsSpan(at));
        bytes[first..].CopyTo(_bytes);
        _tail += bytes.Length;
    }

    private void Get(long position, Span<byte> destination)
    {
        if (destination.IsEmpty)
        {
            return;
        }

        var at = (int)(position & (_bytes.Length - 1));
        var first = Math.Min(destination.Length, _bytes.Length - at);
        _bytes.AsSpan(at, first).CopyTo(destination);
        _bytes.AsSpan(0, destination.Length - first).CopyTo(destination[first..]);
    }
}
