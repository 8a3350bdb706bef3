using System.Buffers.Binary;

namespace DeviceSimulator.Fleet.Wire;

/// <summary>
/// Teltonika over TCP: login (u16 length, IMEI in ASCII; answer 01 or 00), data frames of Codec 8, 8 Extended or 16
/// (answer: u32 number of records taken), and the one-byte ping FF, which is not answered.
/// Written from the vendor's protocol page, on purpose without a line of the gateway's own decoder.
/// </summary>
public sealed class TeltonikaEncoder(TeltonikaCodec codec) : IRetimingEncoder
{
    private const int ImeiDigits = 15;
    private const int MaxElements = 9;

    // Time 8, priority 1, GPS 15, event id 2, generation type 1, six counts of 2, nine ids of 2,
    // values 3×1 + 3×2 + 2×4 + 8: 82 bytes at the most.
    private const int MaxRecordLength = 8 + 1 + 15 + 2 + 1 + (6 * 2) + (MaxElements * 2) + 3 + 6 + 8 + 8;

    public TeltonikaCodec Codec { get; } = codec;

    /// <summary>255: the count on the wire is one byte.</summary>
    public int MaxRecordsPerFrame => byte.MaxValue;

    public int MaxLoginLength => sizeof(ushort) + ImeiDigits;

    public int MaxHeartbeatLength => 1;

    public int EncodeLogin(long imei, Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, ImeiDigits);
        for (var i = ImeiDigits + 1; i >= sizeof(ushort); i--)
        {
            destination[i] = (byte)('0' + (imei % 10));
            imei /= 10;
        }

        return sizeof(ushort) + ImeiDigits;
    }

    public int EncodeHeartbeat(long imei, bool ignition, Span<byte> destination)
    {
        destination[0] = 0xFF;
        return 1;
    }

    public int MaxFrameLength(int records) => AvlWriter.HeadLength + 3 + (records * MaxRecordLength) + sizeof(uint);

    public int EncodeFrame(long imei, ReadOnlySpan<DeviceRecord> records, Span<byte> destination)
    {
        var writer = new AvlWriter(Codec, destination);
        writer.Begin(checked((byte)records.Length));
        Span<AvlElement> elements = stackalloc AvlElement[MaxElements];
        foreach (ref readonly var record in records)
        {
            var header = new AvlHeader
            {
                TimestampMs = record.TimestampMs,
                Priority = (byte)(record.IgnitionChanged ? 1 : 0),
                LongitudeE7 = record.LongitudeE7,
                LatitudeE7 = record.LatitudeE7,
                AltitudeMetres = record.AltitudeMetres,
                CourseDegrees = record.CourseDegrees,
                Satellites = record.Satellites,
                SpeedKmh = record.SpeedKmh,
                EventId = record.IgnitionChanged ? AvlId.Ignition : (ushort)0,
                GenerationType = (byte)(record.IgnitionChanged ? 7 : 5),
            };
            writer.Record(header, elements[..Elements(record, elements)]);
        }

        return writer.End();
    }

    public int[] FindTimestamps(ReadOnlySpan<DeviceRecord> records)
    {
        var offsets = new int[records.Length];
        var single = new byte[MaxFrameLength(1)];
        var empty = AvlWriter.HeadLength + 3 + sizeof(uint);
        var offset = AvlWriter.HeadLength + 2;
        for (var i = 0; i < records.Length; i++)
        {
            offsets[i] = offset;
            offset += EncodeFrame(0, records.Slice(i, 1), single) - empty;
        }

        return offsets;
    }

    public void Retime(Span<byte> frame, ReadOnlySpan<int> offsets, long firstTimestampMs, long spacingMs)
    {
        for (var i = 0; i < offsets.Length; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(frame[offsets[i]..], firstTimestampMs + (i * spacingMs));
        }

        var crc = Crc16Arc.Compute(frame[AvlWriter.HeadLength..^sizeof(uint)]);
        BinaryPrimitives.WriteUInt32BigEndian(frame[^sizeof(uint)..], crc);
    }

    public LoginAnswer ReadLogin(ReadOnlySpan<byte> received, out int consumed)
    {
        consumed = Math.Min(received.Length, 1);
        return received switch
        {
            [] => LoginAnswer.Incomplete,
            [1, ..] => LoginAnswer.Accepted,
            [0, ..] => LoginAnswer.Refused,
            _ => LoginAnswer.Malformed,
        };
    }

    public bool TryReadAcknowledgement(ReadOnlySpan<byte> received, out int consumed, out long accepted)
    {
        if (received.Length < sizeof(uint))
        {
            consumed = 0;
            accepted = 0;
            return false;
        }

        consumed = sizeof(uint);
        accepted = BinaryPrimitives.ReadUInt32BigEndian(received);
        return true;
    }

    private static int Elements(in DeviceRecord record, Span<AvlElement> elements)
    {
        var count = 0;
        elements[count++] = new AvlElement(AvlId.Ignition, 1, record.Ignition ? 1u : 0);
        elements[count++] = new AvlElement(AvlId.Movement, 1, record.Moving ? 1u : 0);
        elements[count++] = new AvlElement(AvlId.GsmSignal, 1, record.GsmBars);
        elements[count++] = new AvlElement(AvlId.ExternalVoltage, 2, record.ExternalMillivolts);
        elements[count++] = new AvlElement(AvlId.BatteryVoltage, 2, record.BatteryMillivolts);
        elements[count++] = new AvlElement(AvlId.Hdop, 2, record.HdopTenths);
        elements[count++] = new AvlElement(AvlId.TotalOdometer, 4, record.OdometerMetres);
        if (record.HasTemperature)
        {
            elements[count++] = new AvlElement(AvlId.DallasTemperature1, 4, (uint)record.TemperatureTenths);
        }

        if (record.HasDriverReader)
        {
            // The ROM code travels as the 1-Wire bus gives it: family code first.
            elements[count++] = new AvlElement(AvlId.IButton, 8, BinaryPrimitives.ReverseEndianness(record.DriverKey));
        }

        return count;
    }
}
