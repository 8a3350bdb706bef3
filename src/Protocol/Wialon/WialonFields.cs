using System.Buffers.Text;

namespace Gateway.Protocol.Wialon;

/// <summary>
/// The fields of a message, one after the other. "NA" and an empty field are no value. A field that is not what it
/// should be makes <see cref="Failed"/> true from then on.
/// </summary>
internal ref struct WialonFields(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;
    private bool _atEnd;

    public bool Failed { get; private set; }

    /// <summary>The next field; empty where it is no value, or there is none.</summary>
    public ReadOnlySpan<byte> Next()
    {
        if (_atEnd)
        {
            return default;
        }

        var end = _rest.IndexOf((byte)';');
        var field = end < 0 ? _rest : _rest[..end];
        _atEnd = end < 0;
        _rest = end < 0 ? default : _rest[(end + 1)..];
        field = field.Trim((byte)' ');
        return field.SequenceEqual("NA"u8) ? default : field;
    }

    /// <summary>A number within bounds.</summary>
    public double? NextNumber(double min, double max)
    {
        var field = Next();
        if (field.IsEmpty)
        {
            return null;
        }

        if (!TryParse(field, out var number) || !(number >= min && number <= max))
        {
            Failed = true;
            return null;
        }

        return number;
    }

    /// <summary>Two fields: degrees and minutes as DDMM.MMMM, and the side.</summary>
    public double? NextCoordinate(byte positive, byte negative, int maxDegrees)
    {
        var field = Next();
        var side = Next();
        if (field.IsEmpty && side.IsEmpty)
        {
            return null;
        }

        if (!TryParse(field, out var number)
            || number < 0
            || side is not [var letter]
            || (letter != positive && letter != negative))
        {
            Failed = true;
            return null;
        }

        var degrees = Math.Floor(number / 100);
        var minutes = number - (degrees * 100);
        var value = degrees + (minutes / 60);
        if (minutes >= 60 || value > maxDegrees)
        {
            Failed = true;
            return null;
        }

        return letter == negative ? -value : value;
    }

    /// <summary>Two fields: DDMMYY and HHMMSS, UTC, as Unix milliseconds.</summary>
    public long? NextTime()
    {
        var date = Next();
        var time = Next();
        if (date.IsEmpty || time.IsEmpty)
        {
            return null;
        }

        // Version 2 may have parts of a second; a record's time does not need them.
        var point = time.IndexOf((byte)'.');
        if (!TryParsePairs(date, out var day, out var month, out var year)
            || !TryParsePairs(point < 0 ? time : time[..point], out var hour, out var minute, out var second))
        {
            Failed = true;
            return null;
        }

        const int Century = 2000;
        if (month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(Century + year, month)
            || hour > 23
            || minute > 59
            || second > 59)
        {
            Failed = true;
            return null;
        }

        var moment = new DateTime(Century + year, month, day, hour, minute, second, DateTimeKind.Utc);
        return (moment.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out double number) =>
        Utf8Parser.TryParse(text, out number, out var used, 'F') && used == text.Length && double.IsFinite(number);

    private static bool TryParsePairs(ReadOnlySpan<byte> digits, out int first, out int second, out int third)
    {
        first = 0;
        second = 0;
        third = 0;
        if (digits.Length != 6 || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        first = ((digits[0] - '0') * 10) + digits[1] - '0';
        second = ((digits[2] - '0') * 10) + digits[3] - '0';
        third = ((digits[4] - '0') * 10) + digits[5] - '0';
        return true;
    }
}
