using System.Buffers.Binary;

namespace DeviceSimulator.Fleet.Wire;

/// <summary>
/// GT06 over TCP: login 01, location 22 with ACC and mileage, status 13 as heartbeat; each is answered by a frame of its
/// own type. After the vendor's "GPS Tracker Communication Protocol", on purpose without a line of the gateway's own
/// decoder. Vehicles with a sensor send the longer location of trailer trackers, which has temperature and humidity.
/// One record a frame; times are whole seconds; the protocol has no refusal of a login (the server closes).
/// </summary>
public sealed class Gt06Encoder : IRetimingEncoder
{
    private const byte LoginType = 0x01;
    private const byte StatusType = 0x13;
    private const byte LocationType = 0x22;
    private const byte AnswerLength = 5;

    /// <summary>Start 2, length 1, type 1, serial number 2, checksum 2, stop 2.</summary>
    private const int AnswerFrameLength = 10;

    private const int ContentAt = 4;
    private const int TailLength = 6;
    private const int MaxContent = 42;
    private const int StatusContent = 5;
    private const int ImeiBytes = 8;

    // Course word: bit 10 north, 11 west, 12 fixed; bits 14 and 15 are left to ACC of models that have them there.
    private const int North = 1 << 10;
    private const int West = 1 << 11;
    private const int Fixed = 1 << 12;
    private const int CourseMask = 0x3FF;

    /// <summary>Document: why a location is sent. 0 the interval, 3 the ignition.</summary>
    private const byte ByInterval = 0;

    private const byte ByIgnition = 3;

    /// <summary>Percent × 100; the fleet measures none.</summary>
    private const ushort Humidity = 6000;

    /// <summary>Country 460, operator 0, area 10365, cell 8120, as in the document's example.</summary>
    private static ReadOnlySpan<byte> Cell => [0x01, 0xCC, 0x00, 0x28, 0x7D, 0x00, 0x1F, 0xB8];

    private static ReadOnlySpan<byte> WideCell => [0x01, 0xCC, 0x00, 0x28, 0x7D, 0x00, 0x00, 0x1F, 0xB8];

    /// <summary>1: a message has one place.</summary>
    public int MaxRecordsPerFrame => 1;

    public int MaxLoginLength => ContentAt + ImeiBytes + TailLength;

    public int MaxHeartbeatLength => ContentAt + StatusContent + TailLength;

    public int EncodeLogin(long imei, Span<byte> destination)
    {
        // Sixteen decimal digits, the first one 0.
        for (var i = ImeiBytes - 1; i >= 0; i--)
        {
            destination[ContentAt + i] = (byte)((imei / 10 % 10 << 4) | (imei % 10));
            imei /= 100;
        }

        return Finish(destination, LoginType, ImeiBytes, 1);
    }

    public int EncodeHeartbeat(long imei, bool ignition, Span<byte> destination)
    {
        // Positioned, charging, ACC; battery full; signal strong; no alarm, English.
        destination[ContentAt] = (byte)(0x44 | (ignition ? 2 : 0));
        destination[ContentAt + 1] = 6;
        destination[ContentAt + 2] = 4;
        destination[ContentAt + 3] = 0;
        destination[ContentAt + 4] = 2;
        return Finish(destination, StatusType, StatusContent, 0);
    }

    public int MaxFrameLength(int records) => ContentAt + MaxContent + TailLength;

    public int EncodeFrame(long imei, ReadOnlySpan<DeviceRecord> records, Span<byte> destination)
    {
        ref readonly var record = ref records[0];
        WriteTime(destination[ContentAt..], record.TimestampMs);
        var content = destination[(ContentAt + 6)..];
        content[0] = (byte)(0xC0 | Math.Min(record.Satellites, (byte)15));
        BinaryPrimitives.WriteUInt32BigEndian(content[1..], Units(record.LatitudeE7));
        BinaryPrimitives.WriteUInt32BigEndian(content[5..], Units(record.LongitudeE7));
        content[9] = (byte)Math.Min(record.SpeedKmh, byte.MaxValue);
        BinaryPrimitives.WriteUInt16BigEndian(content[10..], CourseOf(record));
        content = content[12..];
        var cell = record.HasTemperature ? WideCell : Cell;
        cell.CopyTo(content);
        content = content[cell.Length..];
        content[0] = record.Ignition ? (byte)1 : (byte)0;
        content[1] = record.IgnitionChanged ? ByIgnition : ByInterval;
        content[2] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(content[3..], record.OdometerMetres);
        var length = 18 + cell.Length + 7;
        if (record.HasTemperature)
        {
            // Travel time, then hundredths of a degree with a sign bit, and humidity.
            BinaryPrimitives.WriteUInt32BigEndian(content[7..], 0);
            var hundredths = record.TemperatureTenths * 10;
            BinaryPrimitives.WriteUInt16BigEndian(
                content[11..], (ushort)(Math.Abs(hundredths) | (hundredths < 0 ? 0x8000 : 0)));
            BinaryPrimitives.WriteUInt16BigEndian(content[13..], Humidity);
            length += 8;
        }

        return Finish(destination, LocationType, length, (ushort)record.Sequence);
    }

    public int[] FindTimestamps(ReadOnlySpan<DeviceRecord> records) => [ContentAt];

    public void Retime(Span<byte> frame, ReadOnlySpan<int> offsets, long firstTimestampMs, long spacingMs)
    {
        WriteTime(frame[offsets[0]..], firstTimestampMs);
        Seal(frame);
    }

    public LoginAnswer ReadLogin(ReadOnlySpan<byte> received, out int consumed) =>
        ReadAnswer(received, LoginType, out consumed) switch
        {
            false => LoginAnswer.Malformed,
            true when consumed == 0 => LoginAnswer.Incomplete,
            true => LoginAnswer.Accepted,
        };

    /// <remarks>An answer is to the one record that is on its way. Anything else frees nothing.</remarks>
    public bool TryReadAcknowledgement(ReadOnlySpan<byte> received, out int consumed, out long accepted)
    {
        var isAnswer = ReadAnswer(received, LocationType, out consumed);
        accepted = isAnswer && consumed > 0 ? 1 : 0;
        return !isAnswer || consumed > 0;
    }

    /// <remarks>The answer to a heartbeat. What two types have in common says nothing yet.</remarks>
    public int SkipOtherAnswer(ReadOnlySpan<byte> received) => ReadAnswer(received, StatusType, out var consumed)
        ? consumed > 0 ? consumed : -1
        : 0;

    /// <summary>
    /// Whether the bytes are an answer to a message of that type, or the start of one; <paramref name="consumed"/> is 0
    /// while it is not complete.
    /// </summary>
    private static bool ReadAnswer(ReadOnlySpan<byte> received, byte type, out int consumed)
    {
        consumed = 0;
        ReadOnlySpan<byte> head = [0x78, 0x78, AnswerLength, type];
        if (received.Length < AnswerFrameLength)
        {
            var length = Math.Min(received.Length, head.Length);
            return received[..length].SequenceEqual(head[..length]);
        }

        var frame = received[..AnswerFrameLength];
        if (!frame.StartsWith(head)
            || frame is not [.., 0x0D, 0x0A]
            || BinaryPrimitives.ReadUInt16BigEndian(frame[6..]) != Crc16X25.Compute(frame[2..6]))
        {
            return false;
        }

        consumed = AnswerFrameLength;
        return true;
    }

    /// <summary>Document: degrees × 60 × 30,000, without a sign.</summary>
    private static uint Units(int degreesE7) => (uint)((Math.Abs((long)degreesE7) * 18 + 50) / 100);

    private static ushort CourseOf(in DeviceRecord record) => (ushort)((record.CourseDegrees & CourseMask)
        | (record.LatitudeE7 >= 0 ? North : 0)
        | (record.LongitudeE7 < 0 ? West : 0)
        | (record.Satellites > 0 ? Fixed : 0));

    private static void WriteTime(Span<byte> destination, long unixMs)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(unixMs);
        destination[0] = (byte)(time.Year % 100);
        destination[1] = (byte)time.Month;
        destination[2] = (byte)time.Day;
        destination[3] = (byte)time.Hour;
        destination[4] = (byte)time.Minute;
        destination[5] = (byte)time.Second;
    }

    /// <summary>Puts a frame around content that stands at its place; gives the frame's length.</summary>
    private static int Finish(Span<byte> destination, byte type, int contentLength, ushort serial)
    {
        var length = ContentAt + contentLength + TailLength;
        var frame = destination[..length];
        frame[0] = 0x78;
        frame[1] = 0x78;
        frame[2] = (byte)(contentLength + AnswerLength);
        frame[3] = type;
        BinaryPrimitives.WriteUInt16BigEndian(frame[^6..], serial);
        frame[^2] = 0x0D;
        frame[^1] = 0x0A;
        Seal(frame);
        return length;
    }

    private static void Seal(Span<byte> frame) =>
        BinaryPrimitives.WriteUInt16BigEndian(frame[^4..], Crc16X25.Compute(frame[2..^4]));
}
