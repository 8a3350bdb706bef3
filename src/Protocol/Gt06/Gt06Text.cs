using System.Buffers.Text;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Gt06;

/// <summary>
/// 0x21, a text: the answer to a command. One of them is a place: "Current position!Lat:N54.7,Lon:E25.2,
/// Course:126.53,Speed:0.000,DateTime:2017-05-26 10:27:47".
/// </summary>
internal static class Gt06Text
{
    /// <summary>The server's flag and the encoding, where 1 is ASCII.</summary>
    private const int HeadLength = 5;

    private const byte Ascii = 1;

    /// <summary>False where the text is none of a place.</summary>
    public static bool TryRead(scoped in Gt06Packet packet, DeviceReport report)
    {
        if (packet.Content.Length <= HeadLength || packet.Content[HeadLength - 1] != Ascii)
        {
            return false;
        }

        var text = packet.Content[HeadLength..];
        if (!TryTake(ref text, "Current position!Lat:"u8)
            || !TryTakeSide(ref text, (byte)'S', out var south)
            || !TryTakeNumber(ref text, ",Lon:"u8, 90, out var latitude)
            || !TryTakeSide(ref text, (byte)'W', out var west)
            || !TryTakeNumber(ref text, ",Course:"u8, 180, out var longitude)
            || !TryTakeNumber(ref text, ",Speed:"u8, 360, out var course)
            || !TryTakeNumber(ref text, ",DateTime:"u8, 1000, out var speed)
            || !TryTakeTime(text, out var time)
            || (latitude == 0 && longitude == 0))
        {
            return false;
        }

        report.DeviceTimeMs = time;
        report.HasFix = true;
        report.Latitude = south ? -latitude : latitude;
        report.Longitude = west ? -longitude : longitude;
        report.CourseDegrees = course;
        report.SpeedKph = speed;
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> expected)
    {
        if (!text.StartsWith(expected))
        {
            return false;
        }

        text = text[expected.Length..];
        return true;
    }

    private static bool TryTakeSide(ref ReadOnlySpan<byte> text, byte negative, out bool isNegative)
    {
        isNegative = !text.IsEmpty && text[0] == negative;
        if (text.IsEmpty || text[0] is not ((byte)'N' or (byte)'S' or (byte)'E' or (byte)'W'))
        {
            return false;
        }

        text = text[1..];
        return true;
    }

    /// <summary>A number from 0 to <paramref name="max"/>, and what follows it.</summary>
    private static bool TryTakeNumber(
        ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> next, double max, out double number)
    {
        if (!Utf8Parser.TryParse(text, out number, out var used, 'F') || !(number >= 0 && number <= max))
        {
            return false;
        }

        text = text[used..];
        return TryTake(ref text, next);
    }

    /// <summary>"2017-05-26 10:27:47", one blank or more between.</summary>
    private static bool TryTakeTime(ReadOnlySpan<byte> text, out long time)
    {
        const int DateLength = 10;
        Span<byte> parts = stackalloc byte[6];
        time = 0;
        if (text.Length < DateLength || !text.StartsWith("20"u8))
        {
            return false;
        }

        var clock = text[DateLength..].TrimStart((byte)' ');
        if (clock.Length < 8)
        {
            return false;
        }

        ReadOnlySpan<byte> date = text[2..DateLength];
        for (var i = 0; i < parts.Length; i++)
        {
            var pair = (i < 3 ? date : clock)[(3 * (i % 3))..][..2];
            if (pair.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            {
                return false;
            }

            parts[i] = (byte)(((pair[0] - '0') * 10) + pair[1] - '0');
        }

        var reader = new Gt06Reader(parts);
        var known = Gt06Time.Read(ref reader, 0);
        time = known.GetValueOrDefault();
        return known.HasValue;
    }
}
