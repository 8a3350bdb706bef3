using System.Buffers.Binary;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Meitrack;

/// <summary>
/// The data of a CCE frame: number of stored records, number of records, then each record with its own length. A record
/// is an index and four groups of parameters: of one byte, two, four, and any number. Little endian.
/// </summary>
internal static class ParameterRecords
{
    private const int HeadLength = sizeof(uint) + sizeof(ushort);

    /// <param name="data">What stands after the command's comma.</param>
    /// <param name="sink">Gets the records; void where a fault is returned.</param>
    /// <param name="records">How many there were.</param>
    public static FrameFault Read(ReadOnlySpan<byte> data, IReportSink sink, out int records)
    {
        records = 0;
        if (data.Length < HeadLength)
        {
            return FrameFault.Body;
        }

        int count = BinaryPrimitives.ReadUInt16LittleEndian(data[sizeof(uint)..]);
        data = data[HeadLength..];
        for (var i = 0; i < count; i++)
        {
            if (data.Length < 2 * sizeof(ushort))
            {
                return FrameFault.RecordCount;
            }

            // The length counts from the index on.
            int length = BinaryPrimitives.ReadUInt16LittleEndian(data);
            if (length < sizeof(ushort) || data.Length - sizeof(ushort) < length)
            {
                return FrameFault.Body;
            }

            var report = sink.Rent();
            if (!TryReadRecord(data.Slice(2 * sizeof(ushort), length - sizeof(ushort)), report))
            {
                return FrameFault.Body;
            }

            if (!sink.Add(report))
            {
                return FrameFault.TooManyReports;
            }

            data = data[(sizeof(ushort) + length)..];
        }

        if (!data.IsEmpty)
        {
            return FrameFault.RecordCount;
        }

        records = count;
        return FrameFault.None;
    }

    private static bool TryReadRecord(ReadOnlySpan<byte> record, DeviceReport report)
    {
        var parameters = new ParameterSet(report);
        for (var width = 1; width <= sizeof(uint); width *= 2)
        {
            if (record.IsEmpty)
            {
                return false;
            }

            int count = record[0];
            record = record[1..];
            for (var i = 0; i < count; i++)
            {
                if (!TryTakeId(ref record, out var id) || record.Length < width)
                {
                    return false;
                }

                Add(ref parameters, id, record[..width]);
                record = record[width..];
            }
        }

        if (!TryReadLongGroup(record, ref parameters))
        {
            return false;
        }

        parameters.Complete();
        return true;
    }

    /// <remarks>What stands after the group is a newer device's: the record's own length is passed over.</remarks>
    private static bool TryReadLongGroup(ReadOnlySpan<byte> record, ref ParameterSet parameters)
    {
        if (record.IsEmpty)
        {
            return false;
        }

        int count = record[0];
        record = record[1..];
        for (var i = 0; i < count; i++)
        {
            if (!TryTakeId(ref record, out var id) || record.IsEmpty || record.Length - 1 < record[0])
            {
                return false;
            }

            parameters.Add(id, record.Slice(1, record[0]));
            record = record[(1 + record[0])..];
        }

        return true;
    }

    private static void Add(ref ParameterSet parameters, ushort id, ReadOnlySpan<byte> value)
    {
        switch (value.Length)
        {
            case sizeof(byte):
                parameters.Add(id, value[0]);
                break;
            case sizeof(ushort):
                parameters.Add(id, BinaryPrimitives.ReadUInt16LittleEndian(value));
                break;
            default:
                parameters.Add(id, BinaryPrimitives.ReadUInt32LittleEndian(value));
                break;
        }
    }

    /// <summary>One byte, or two where the first is FE.</summary>
    private static bool TryTakeId(ref ReadOnlySpan<byte> record, out ushort id)
    {
        const byte Extension = 0xFE;
        id = 0;
        if (record.IsEmpty || (record[0] == Extension && record.Length < sizeof(ushort)))
        {
            return false;
        }

        var isExtended = record[0] == Extension;
        id = isExtended ? BinaryPrimitives.ReadUInt16BigEndian(record) : record[0];
        record = record[(isExtended ? sizeof(ushort) : 1)..];
        return true;
    }
}
