using System.Buffers.Binary;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Suntech;

/// <summary>Universal reports in binary: type, length, device id (five bytes, BCD), map of three bytes, fields. Big endian.</summary>
internal ref struct UniversalZip
{
    /// <summary>Type of a status report.</summary>
    public const byte Status = 0x81;

    /// <summary>Type of an alert.</summary>
    public const byte Alert = 0x82;

    /// <summary>Where the map is.</summary>
    private const int MapOffset = SuntechFrame.ZipHeadLength + ZipReport.DeviceIdBytes;

    private const double UnitsPerDegree = 1e6;
    private const int TimeLength = 6;
    private const int DriverLength = 8;

    private ReadOnlySpan<byte> _rest;
    private bool _failed;

    /// <summary>Reads a report into a cleared one; false where the bytes are not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, DeviceReport report)
    {
        if (frame.Length < MapOffset + 3)
        {
            return false;
        }

        var map = new FieldMap((uint)((frame[MapOffset] << 16) | (frame[MapOffset + 1] << 8) | frame[MapOffset + 2]));
        var fields = new UniversalZip { _rest = frame[(MapOffset + 3)..] };
        fields.Read(frame[0] == Alert, in map, report);
        return !fields._failed;
    }

    private void Read(bool isAlert, in FieldMap map, DeviceReport report)
    {
        Take(map.Has(1) ? 1 : 0); // Model.
        Take(map.Has(2) ? 3 : 0); // Version.
        Take(map.Has(3) ? 1 : 0); // Type of message.
        if (map.Has(4) && map.Has(5))
        {
            var time = Take(TimeLength);
            report.DeviceTimeMs = time.IsEmpty ? null : SuntechFix.Time(time);
        }
        else
        {
            Take(3 * map.Count(4, 5));
        }

        Take(map.Has(6) ? sizeof(uint) : 0); // Cell.
        Take(sizeof(ushort) * map.Count(7, 9)); // MCC, MNC, LAC.
        report.GsmSignal = map.Has(10) ? TakeByte() : null;
        var fix = new SuntechFix
        {
            Latitude = map.Has(11) ? TakeDegrees() : null,
            Longitude = map.Has(12) ? TakeDegrees() : null,
            Speed = map.Has(13) ? TakeUInt16() / 100.0 : null,
            Course = map.Has(14) ? TakeUInt16() / 100.0 : null,
        };
        report.Satellites = map.Has(15) ? TakeByte() : null;
        fix.IsValid = map.Has(16) && TakeByte() > 0;
        fix.Apply(report);
        if (map.Has(17))
        {
            // The lowest one is the ignition.
            var inputs = TakeByte();
            report.Ignition = (inputs & 1) == 1;
            report.DigitalInputs = (uint)inputs >> 1;
        }

        report.DigitalOutputs = map.Has(18) ? (uint)TakeByte() : null;
        ReadEvent(isAlert, in map, report);
    }

    private void ReadEvent(bool isAlert, in FieldMap map, DeviceReport report)
    {
        if (!isAlert || !map.Has(19))
        {
            return;
        }

        var id = TakeByte();
        report.EventCode = id;
        report.Alarms = SuntechAlarms.OfAlert(id);
        Take(map.Has(20) ? sizeof(ushort) : 0); // What the alert is about.
        if (map.Has(21) && id == SuntechAlarms.DriverAlert)
        {
            DriverId.ReportBytes(Take(DriverLength), report);
        }
    }

    /// <summary>Sign and magnitude in 1e-6 degree.</summary>
    private double TakeDegrees()
    {
        var bytes = Take(sizeof(uint));
        if (bytes.IsEmpty)
        {
            return 0;
        }

        var value = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var magnitude = (value & 0x7FFF_FFFF) / UnitsPerDegree;
        return (value >> 31) == 1 ? -magnitude : magnitude;
    }

    private int TakeUInt16() => Take(sizeof(ushort)) is { IsEmpty: false } bytes ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : 0;

    private int TakeByte() => Take(1) is [var value] ? value : 0;

    /// <summary>So many bytes; none, and the report is broken, where there are fewer.</summary>
    private ReadOnlySpan<byte> Take(int count)
    {
        if (_rest.Length < count)
        {
            _failed = true;
            _rest = default;
            return default;
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
