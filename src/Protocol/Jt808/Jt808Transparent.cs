using System.Buffers.Binary;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Jt808;

/// <summary>
/// Transparent data (message 0900) that makers use for events (F0), tracks (FF) and sensor logs (53, 54). The first byte
/// says which.
/// </summary>
internal static class Jt808Transparent
{
    private const byte SensorList = 0x53;
    private const byte SensorLog = 0x54;
    private const byte VehicleEvent = 0xF0;
    private const byte Track = 0xFF;

    private const int PlaceAndTimeLength = Jt808Location.PlaceLength + 6 + Jt808Time.Length;
    private const double UnitsPerDegree = 1e6;

    /// <summary>Reads the data; false where there is nothing in it for a report.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, DeviceReport report)
    {
        if (body.IsEmpty)
        {
            return false;
        }

        var data = body[1..];
        switch (body[0])
        {
            case VehicleEvent:
                return TryReadVehicleEvent(data, report);
            case Track when data.Length >= Jt808Time.Length + 14:
                ReadTrack(data, report);
                return true;
            case SensorList or SensorLog when data.Length >= PlaceAndTimeLength:
                Jt808Location.ReadPlaceAndTime(data, report);
                if (body[0] == SensorLog)
                {
                    ReadSensorLog(data[PlaceAndTimeLength..], report);
                }

                return true;
            default:
                return false;
        }
    }

    private static void ReadTrack(ReadOnlySpan<byte> data, DeviceReport report)
    {
        report.DeviceTimeMs = Jt808Time.Read(data);
        var place = data[Jt808Time.Length..];
        Jt808Location.SetFix(
            BinaryPrimitives.ReadInt32BigEndian(place) / UnitsPerDegree,
            BinaryPrimitives.ReadInt32BigEndian(place[4..]) / UnitsPerDegree,
            report);
        Jt808Location.ReadMotion(place[8..], report);
    }

    /// <summary>
    /// Time, whether it was stored, vehicle type, what follows, and that; then status and coordinates. The coordinates have
    /// no time of their own, and may be older than the event, so they are no fix.
    /// </summary>
    private static bool TryReadVehicleEvent(ReadOnlySpan<byte> data, DeviceReport report)
    {
        var reader = new Jt808Reader(data);
        var time = reader.ReadBytes(Jt808Time.Length);
        reader.Skip(2);
        var subtype = reader.ReadByte();
        if (reader.Failed)
        {
            return false;
        }

        report.DeviceTimeMs = Jt808Time.Read(time);
        report.EventCode = 0xF000 | subtype;
        switch (subtype)
        {
            case 1:
                ReadVehicleValues(ref reader, report);
                break;
            case 2:
                SkipTroubleCodes(ref reader);
                break;
            case 3:
                ReadVehicleAlarms(ref reader, report);
                break;
            case 0x0B when reader.ReadByte() > 0:
                report.Vin.TrySet(reader.ReadBytes(17));
                return true;
            case 0x15:
                report.Alarms |= OfDrivingEvent(reader.ReadUInt32());
                return true;
            default:
                return true;
        }

        var place = reader.ReadBytes(Jt808Location.PlaceLength);
        if (!reader.Failed)
        {
            Jt808Location.ReadStatus(place, report);
        }

        return true;
    }

    private static void ReadVehicleValues(ref Jt808Reader reader, DeviceReport report)
    {
        for (var count = reader.ReadByte(); count > 0 && !reader.Failed; count--)
        {
            var id = reader.ReadUInt16();
            var value = reader.ReadBytes(reader.ReadByte());
            switch (id, value.Length)
            {
                case (0x0102 or 0x0528 or 0x0546, 4):
                    report.OdometerMeters = BinaryPrimitives.ReadUInt32BigEndian(value) * 100.0;
                    break;
                case (0x0530, 2):
                    report.ExternalVolts = BinaryPrimitives.ReadUInt16BigEndian(value) / 1000.0;
                    break;
                case (0xFEEC, _):
                    report.Vin.TrySet(value);
                    break;
                default:
                    Jt808Items.AddRaw(id, value, report);
                    break;
            }
        }
    }

    private static void SkipTroubleCodes(ref Jt808Reader reader)
    {
        for (var systems = reader.ReadUInt16(); systems > 0 && !reader.Failed; systems--)
        {
            reader.Skip(4);
            for (var codes = reader.ReadUInt16(); codes > 0 && !reader.Failed; codes--)
            {
                reader.Skip(8);
                reader.Skip(reader.ReadUInt16());
            }
        }
    }

    private static void ReadVehicleAlarms(ref Jt808Reader reader, DeviceReport report)
    {
        for (var count = reader.ReadByte(); count > 0 && !reader.Failed; count--)
        {
            report.Alarms |= OfVehicleAlarm(reader.ReadByte());
            reader.Skip(reader.ReadByte());
        }
    }

    private static void ReadSensorLog(ReadOnlySpan<byte> samples, DeviceReport report)
    {
        var reader = new Jt808Reader(samples);
        while (reader.Remaining > 2)
        {
            int mask = reader.ReadUInt16();
            reader.Skip(Jt808Time.Length + ((mask & 1) != 0 ? 2 : 0));
            var (temperature, humidity) = (mask & 2) != 0 ? ((short)reader.ReadUInt16(), (short)reader.ReadUInt16()) : default;
            var external = (mask & 4) != 0 ? (short)reader.ReadUInt16() : default;
            reader.Skip(((mask & 8) != 0 ? 6 : 0) + ((mask & 16) != 0 ? 2 : 0));
            if (reader.Failed)
            {
                return;
            }

            if ((mask & 2) != 0)
            {
                Jt808Items.AddTemperature(1, temperature / 10.0, report);
                Jt808Items.AddHumidity(1, humidity / 10.0, report);
            }

            if ((mask & 4) != 0)
            {
                Jt808Items.AddTemperature(3, external / 10.0, report);
            }
        }
    }

    private static DeviceAlarms OfVehicleAlarm(byte id) => id switch
    {
        0x02 => DeviceAlarms.PowerCut,
        0x0E => DeviceAlarms.Idling,
        0x1A => DeviceAlarms.HarshAcceleration,
        0x1B => DeviceAlarms.HarshBraking,
        0x1C => DeviceAlarms.HarshCornering,
        0x25 => DeviceAlarms.Overspeed,
        >= 0x26 and <= 0x28 => DeviceAlarms.Crash,

        // Lane changes, fatigue, doors.
        (>= 0x1D and <= 0x1F) or 0x23 or 0x31 or 0x32 => DeviceAlarms.Other,
        _ => DeviceAlarms.None,
    };

    private static DeviceAlarms OfDrivingEvent(uint code) => code switch
    {
        51 => DeviceAlarms.HarshAcceleration,
        52 => DeviceAlarms.HarshBraking,
        53 => DeviceAlarms.HarshCornering,
        54 => DeviceAlarms.Other,
        56 => DeviceAlarms.Crash,
        _ => DeviceAlarms.None,
    };
}
