using System.Buffers.Binary;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Teltonika;

/// <summary>
/// Reads the records between the two counts of a packet, one by one. The three codecs differ in the size of ids and
/// counts, in Codec 16's generation type, and in 8 Extended's elements of any length.
/// </summary>
internal ref struct AvlRecordReader(TeltonikaCodec codec, ReadOnlySpan<byte> records)
{
    private readonly bool _hasGenerationType = codec == TeltonikaCodec.Codec16;
    private readonly bool _wideCounts = codec == TeltonikaCodec.Codec8Extended;
    private readonly int _idLength = codec == TeltonikaCodec.Codec8 ? sizeof(byte) : sizeof(ushort);
    private ReadOnlySpan<byte> _rest = records;

    /// <summary>Whether every byte has been read.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>Reads a record into a cleared report; false where the bytes are not one.</summary>
    public bool TryRead(DeviceReport report)
    {
        if (!AvlPosition.TryRead(ref _rest, report) || !TryReadHead(report, out var total))
        {
            return false;
        }

        var elements = new AvlElements(report);
        if (!TryReadGroup(sizeof(byte), ref elements, out var ones)
            || !TryReadGroup(sizeof(ushort), ref elements, out var twos)
            || !TryReadGroup(sizeof(uint), ref elements, out var fours)
            || !TryReadGroup(sizeof(ulong), ref elements, out var eights)
            || !TryReadVariableGroup(ref elements, out var others))
        {
            return false;
        }

        elements.Complete();
        return total == ones + twos + fours + eights + others;
    }

    private bool TryReadHead(DeviceReport report, out int total)
    {
        total = 0;
        if (_rest.Length < _idLength + 1)
        {
            return false;
        }

        // "If the record was not made by an event, the value is 0."
        var eventId = IdAt(_rest);
        report.EventCode = eventId == 0 ? null : eventId;
        _rest = _rest[(_idLength + (_hasGenerationType ? 1 : 0))..];
        return TryReadCount(out total) && total <= DeviceReport.MaxIoValues;
    }

    private bool TryReadGroup(int width, ref AvlElements elements, out int count)
    {
        var stride = _idLength + width;
        if (!TryReadCount(out count) || _rest.Length < count * stride)
        {
            return false;
        }

        var group = _rest[..(count * stride)];
        _rest = _rest[group.Length..];
        for (; group.Length >= stride; group = group[stride..])
        {
            var id = IdAt(group);
            var value = group[_idLength..];
            switch (width)
            {
                case sizeof(byte):
                    elements.Add(id, value[0]);
                    break;
                case sizeof(ushort):
                    elements.Add(id, BinaryPrimitives.ReadUInt16BigEndian(value));
                    break;
                case sizeof(uint):
                    elements.Add(id, BinaryPrimitives.ReadUInt32BigEndian(value));
                    break;
                default:
                    elements.Add(id, BinaryPrimitives.ReadUInt64BigEndian(value));
                    break;
            }
        }

        return true;
    }

    private bool TryReadVariableGroup(ref AvlElements elements, out int count)
    {
        count = 0;
        if (!_wideCounts)
        {
            return true;
        }

        const int HeadLength = 2 * sizeof(ushort);
        if (!TryReadCount(out count))
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            if (_rest.Length < HeadLength)
            {
                return false;
            }

            var id = IdAt(_rest);
            var length = BinaryPrimitives.ReadUInt16BigEndian(_rest[sizeof(ushort)..]);
            _rest = _rest[HeadLength..];
            if (_rest.Length < length)
            {
                return false;
            }

            elements.Add(id, _rest[..length]);
            _rest = _rest[length..];
        }

        return true;
    }

    private bool TryReadCount(out int count)
    {
        var length = _wideCounts ? sizeof(ushort) : sizeof(byte);
        if (_rest.Length < length)
        {
            count = 0;
            return false;
        }

        count = _wideCounts ? BinaryPrimitives.ReadUInt16BigEndian(_rest) : _rest[0];
        _rest = _rest[length..];
        return true;
    }

    private readonly ushort IdAt(ReadOnlySpan<byte> bytes) =>
        _idLength == sizeof(byte) ? bytes[0] : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
