using System.Buffers.Binary;

namespace DeviceSimulator.Fleet.Wire;

/// <summary>
/// JT/T 808 in its edition of 2019, whose ids are long enough for an IMEI: authentication (0102), locations (0200, several
/// as 0704) and heartbeats (0002), each answered by 8001. Written from the standard's tables, on purpose without a line of
/// the gateway's own decoder.
/// </summary>
public sealed class Jt808Encoder : IDeviceEncoder
{
    private const ushort Heartbeat = 0x0002;
    private const ushort Authenticate = 0x0102;
    private const ushort Location = 0x0200;
    private const ushort LocationBatch = 0x0704;
    private const ushort GeneralAnswer = 0x8001;

    private const int ImeiDigits = 15;
    private const int SoftwareVersionLength = 20;
    private const int AuthenticationLength = 1 + ImeiDigits + ImeiDigits + SoftwareVersionLength;

    // 28 bytes, then odometer 6, signal 3, satellites 3, temperature 4, driver 18, supply 4, battery 4.
    private const int MaxRecordLength = 28 + 6 + 3 + 3 + 4 + 18 + 4 + 4;

    /// <summary>14: a body has at most 1023 bytes, and each record its length before it.</summary>
    public int MaxRecordsPerFrame => (Jt808Message.MaxBodyLength - 3) / (MaxRecordLength + sizeof(ushort));

    public int MaxLoginLength => Jt808Message.MaxFrameLength(AuthenticationLength);

    public int MaxHeartbeatLength => Jt808Message.MaxFrameLength(0);

    public int MaxFrameLength(int records) => Jt808Message.MaxFrameLength(3 + (records * (MaxRecordLength + sizeof(ushort))));

    public int EncodeLogin(long imei, Span<byte> destination)
    {
        Span<byte> body = stackalloc byte[AuthenticationLength];
        body.Clear();
        body[0] = ImeiDigits;
        WriteDigits(imei, body.Slice(1, ImeiDigits));
        WriteDigits(imei, body.Slice(1 + ImeiDigits, ImeiDigits));
        return Jt808Message.Write(Authenticate, imei, serial: 0, body, destination);
    }

    public int EncodeHeartbeat(long imei, bool ignition, Span<byte> destination) =>
        Jt808Message.Write(Heartbeat, imei, serial: 0, [], destination);

    /// <remarks>
    /// The serial number's low byte is the number of records, so that the answer, which repeats it, says how many it
    /// acknowledges; the high byte counts on with the records.
    /// </remarks>
    public int EncodeFrame(long imei, ReadOnlySpan<DeviceRecord> records, Span<byte> destination)
    {
        Span<byte> body = stackalloc byte[Jt808Message.MaxBodyLength];
        var serial = (ushort)((records[0].Sequence << 8) | (uint)records.Length);
        if (records.Length == 1)
        {
            return Jt808Message.Write(Location, imei, serial, body[..WriteRecord(in records[0], body)], destination);
        }

        BinaryPrimitives.WriteUInt16BigEndian(body, (ushort)records.Length);
        body[2] = 0;
        var length = 3;
        foreach (ref readonly var record in records)
        {
            var written = WriteRecord(in record, body[(length + sizeof(ushort))..]);
            BinaryPrimitives.WriteUInt16BigEndian(body[length..], (ushort)written);
            length += sizeof(ushort) + written;
        }

        return Jt808Message.Write(LocationBatch, imei, serial, body[..length], destination);
    }

    public LoginAnswer ReadLogin(ReadOnlySpan<byte> received, out int consumed)
    {
        if (!Jt808Message.TryReadAnswer(received, out consumed, out var answer))
        {
            return LoginAnswer.Incomplete;
        }

        return answer switch
        {
            { Type: GeneralAnswer, Message: Authenticate, Result: 0 } => LoginAnswer.Accepted,
            { Type: GeneralAnswer, Message: Authenticate } => LoginAnswer.Refused,
            _ => LoginAnswer.Malformed,
        };
    }

    public bool TryReadAcknowledgement(ReadOnlySpan<byte> received, out int consumed, out long accepted)
    {
        accepted = 0;
        if (!Jt808Message.TryReadAnswer(received, out consumed, out var answer))
        {
            return false;
        }

        if (answer is { Type: GeneralAnswer, Message: Location or LocationBatch, Result: 0 })
        {
            accepted = answer.Serial & 0xFF;
        }

        return true;
    }

    public int SkipOtherAnswer(ReadOnlySpan<byte> received)
    {
        if (!Jt808Message.TryReadAnswer(received, out var consumed, out var answer))
        {
            return -1;
        }

        return answer is { Type: GeneralAnswer, Message: Heartbeat, Result: 0 } ? consumed : 0;
    }

    private static int WriteRecord(in DeviceRecord record, Span<byte> destination)
    {
        var status = (record.Ignition ? 1u : 0)
            | (record.Satellites > 0 ? 2u : 0)
            | (record.LatitudeE7 < 0 ? 4u : 0)
            | (record.LongitudeE7 < 0 ? 8u : 0);
        BinaryPrimitives.WriteUInt32BigEndian(destination, 0);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], status);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], Millionths(record.LatitudeE7));
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], Millionths(record.LongitudeE7));
        BinaryPrimitives.WriteInt16BigEndian(destination[16..], record.AltitudeMetres);
        BinaryPrimitives.WriteUInt16BigEndian(destination[18..], (ushort)(record.SpeedKmh * 10));
        BinaryPrimitives.WriteUInt16BigEndian(destination[20..], record.CourseDegrees);
        Jt808Message.WriteTime(record.TimestampMs, destination[22..]);
        var length = 28;
        length += WriteItem(0x01, record.OdometerMetres / 100, 4, destination[length..]);
        length += WriteItem(0x30, record.GsmBars, 1, destination[length..]);
        length += WriteItem(0x31, record.Satellites, 1, destination[length..]);
        length += WriteItem(0xD3, record.ExternalMillivolts / 100u, 2, destination[length..]);
        length += WriteItem(0x69, record.BatteryMillivolts / 10u, 2, destination[length..]);
        if (record.HasTemperature)
        {
            var tenths = (uint)Math.Abs((int)record.TemperatureTenths);
            length += WriteItem(0x51, record.TemperatureTenths < 0 ? 0x8000 | tenths : tenths, 2, destination[length..]);
        }

        if (record is { HasDriverReader: true, DriverKey: not 0 })
        {
            destination[length] = 0xBD;
            destination[length + 1] = 16;
            record.DriverKey.TryFormat(destination.Slice(length + 2, 16), out _, "X16");
            length += 18;
        }

        return length;
    }

    private static uint Millionths(int degreesE7) => (uint)((Math.Abs((long)degreesE7) + 5) / 10);

    private static int WriteItem(byte id, uint value, int width, Span<byte> destination)
    {
        destination[0] = id;
        destination[1] = (byte)width;
        for (var i = width - 1; i >= 0; i--)
        {
            destination[2 + i] = (byte)value;
            value >>= 8;
        }

        return 2 + width;
    }

    private static void WriteDigits(long number, Span<byte> destination)
    {
        for (var i = destination.Length - 1; i >= 0; i--)
        {
            destination[i] = (byte)('0' + (number % 10));
            number /= 10;
        }
    }
}
