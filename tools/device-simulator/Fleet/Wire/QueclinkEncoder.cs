using System.Globalization;
using System.Text.Unicode;

namespace DeviceSimulator.Fleet.Wire;

/// <summary>
/// Queclink's @Track over TCP, as a GV300 speaks it: each record a +RESP:GTERI with a 1-Wire thermometer where one is
/// fitted, +ACK:GTHBD as heartbeat and as the first message of a connection, since there is no login. Whether reports are
/// acknowledged (+SACK) is a setting of the device that the server must share; without it the device forgets a report once
/// it is sent. Times are whole seconds. Driver keys are not sent: they have no place in this report. Written from the
/// vendor's documents, on purpose without a line of the gateway's own decoder.
/// </summary>
/// <param name="sack">Whether the device waits for the server's +SACK.</param>
public sealed class QueclinkEncoder(bool sack) : IDeviceEncoder
{
    // GV300, protocol version 8.0.
    private const string Version = "060800";

    // A report with every number at its longest is below 260.
    private const int MaxLength = 320;

    /// <summary>Digits of a count number.</summary>
    private const int CountLength = 4;

    private const int EmptyBatteryMillivolts = 3300;
    private const int MillivoltsPerPercent = 9;

    private static ReadOnlySpan<byte> Acknowledgement => "+SACK:"u8;

    private static ReadOnlySpan<byte> HeartbeatAnswer => "+SACK:GTHBD,"u8;

    /// <summary>One: the state that a report tells belongs to its only position.</summary>
    public int MaxRecordsPerFrame => 1;

    public int MaxLoginLength => MaxLength;

    public int MaxHeartbeatLength => MaxLength;

    public bool AwaitsAcknowledgement => sack;

    public int EncodeLogin(long imei, Span<byte> destination) => EncodeHeartbeat(imei, ignition: false, destination);

    /// <remarks>The send time is left empty: an encoder has no clock.</remarks>
    public int EncodeHeartbeat(long imei, bool ignition, Span<byte> destination) => Written(
        Utf8.TryWrite(destination, CultureInfo.InvariantCulture, $"+ACK:GTHBD,{Version},{imei:D15},,,0000$", out var length), length);

    public int MaxFrameLength(int records) => MaxLength * records;

    public int EncodeFrame(long imei, ReadOnlySpan<DeviceRecord> records, Span<byte> destination)
    {
        var length = 0;
        foreach (ref readonly var record in records)
        {
            length += Encode(imei, record, destination[length..]);
        }

        return length;
    }

    public LoginAnswer ReadLogin(ReadOnlySpan<byte> received, out int consumed)
    {
        var length = SkipOtherAnswer(received);
        consumed = Math.Max(0, length);
        return length switch
        {
            < 0 => LoginAnswer.Incomplete,
            0 => LoginAnswer.Malformed,
            _ => LoginAnswer.Accepted,
        };
    }

    public bool TryReadAcknowledgement(ReadOnlySpan<byte> received, out int consumed, out long accepted)
    {
        var end = received.IndexOf((byte)'$');
        consumed = end + 1;

        // The count number of the only report on its way; anything else frees nothing.
        accepted = end == Acknowledgement.Length + CountLength && received.StartsWith(Acknowledgement) ? 1 : 0;
        return end >= 0;
    }

    public int SkipOtherAnswer(ReadOnlySpan<byte> received)
    {
        // A count number has hex digits only, so the first letter after the colon tells the two answers apart. A device
        // that waits for no acknowledgement takes no notice of one.
        var answer = sack ? HeartbeatAnswer : Acknowledgement;
        if (received.Length < answer.Length)
        {
            return answer.StartsWith(received) ? -1 : 0;
        }

        if (!received.StartsWith(answer))
        {
            return 0;
        }

        var end = received.IndexOf((byte)'$');
        return end < 0 ? -1 : end + 1;
    }

    private static int Encode(long imei, in DeviceRecord record, Span<byte> destination)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(record.TimestampMs);
        var state = (record.Ignition ? 0x20 : 0x10) | (record.Moving ? 2 : 1);
        var ignitionInput = record.Ignition ? 1 : 0;
        var accuracy = Math.Max(1, record.HdopTenths / 10);
        var battery = Math.Clamp((record.BatteryMillivolts - EmptyBatteryMillivolts) / MillivoltsPerPercent, 0, 100);
        var isWhole = Utf8.TryWrite(
            destination,
            CultureInfo.InvariantCulture,
            $"+RESP:GTERI,{Version},{imei:D15},,00000002,{record.ExternalMillivolts},10,1,{accuracy},{record.SpeedKmh}.0,{record.CourseDegrees},{record.AltitudeMetres}.0,{record.LongitudeE7 / 1e7:F6},{record.LatitudeE7 / 1e7:F6},{time:yyyyMMddHHmmss},0310,0260,0001,0001,00,{record.OdometerMetres / 1000.0:F1},,,,{battery},{state:X2}{ignitionInput:X2}00,2,",
            out var length);
        if (record.HasTemperature)
        {
            // One thermometer: its id, its type, and the temperature in sixteenths of a degree.
            var sixteenths = (short)Math.Round(record.TemperatureTenths * 1.6, MidpointRounding.AwayFromZero);
            isWhole &= Utf8.TryWrite(
                destination[length..], CultureInfo.InvariantCulture, $"1,28{imei % 1_000_000_000_000:D12}00,1,{(ushort)sixteenths:X4},", out var more);
            length += more;
        }
        else
        {
            isWhole &= "0,"u8.TryCopyTo(destination[length..]);
            length += 2;
        }

        isWhole &= Utf8.TryWrite(
            destination[length..], CultureInfo.InvariantCulture, $"{time:yyyyMMddHHmmss},{(ushort)record.Sequence:X4}$", out var end);
        return Written(isWhole, length + end);
    }

    private static int Written(bool isWhole, int length) =>
        isWhole ? length : throw new ArgumentException("The room for the frame is too small.");
}
