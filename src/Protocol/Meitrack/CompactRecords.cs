using System.Buffers.Binary;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Meitrack;

/// <summary>
/// The data of a CCC frame: version, record length, number of stored records, then records of 52 bytes. Little endian.
/// </summary>
internal static class CompactRecords
{
    private const int HeadLength = 8;
    private const int RecordLength = 52;
    private const double UnitsPerDegree = 1e6;

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

        // Other lengths are layouts that the server has to agree with the device first (CCB).
        if (BinaryPrimitives.ReadUInt16LittleEndian(data[2..]) != RecordLength)
        {
            return FrameFault.UnknownType;
        }

        data = data[HeadLength..];
        if (data.Length % RecordLength != 0)
        {
            return FrameFault.Body;
        }

        for (; !data.IsEmpty; data = data[RecordLength..])
        {
            var report = sink.Rent();
            ReadRecord(data[..RecordLength], report);
            if (!sink.Add(report))
            {
                return FrameFault.TooManyReports;
            }

            records++;
        }

        return FrameFault.None;
    }

    private static void ReadRecord(ReadOnlySpan<byte> record, DeviceReport report)
    {
        report.EventCode = record[0];
        MeitrackEvent.Apply(record[0], report);
        report.DeviceTimeMs = MeitrackTime.Utc(BinaryPrimitives.ReadUInt32LittleEndian(record[9..]));
        report.Satellites = record[14];
        report.GsmSignal = record[15];
        var fix = new MeitrackFix
        {
            IsValid = record[13] == 1,
            Latitude = BinaryPrimitives.ReadInt32LittleEndian(record[1..]) / UnitsPerDegree,
            Longitude = BinaryPrimitives.ReadInt32LittleEndian(record[5..]) / UnitsPerDegree,
            SpeedKph = UInt16(record, 16),
            CourseDegrees = UInt16(record, 18),
            Hdop = UInt16(record, 20) / 10.0,
            AltitudeMeters = (short)UInt16(record, 22),
        };
        fix.Apply(report);
        report.OdometerMeters = BinaryPrimitives.ReadUInt32LittleEndian(record[24..]);
        report.TryAddIoValue(new IoValue(ParameterId.RunTime, BinaryPrimitives.ReadUInt32LittleEndian(record[28..])));

        // From 32 on the base station in eight bytes.
        report.DigitalInputs = record[40];
        report.DigitalOutputs = record[41];
        report.TryAddIoValue(new IoValue(ParameterId.AnalogInput1, UInt16(record, 42)));
        report.BatteryVolts = UInt16(record, 44) / 100.0;
        report.ExternalVolts = UInt16(record, 46) / 100.0;
    }

    private static ushort UInt16(ReadOnlySpan<byte> record, int offset) =>
        BinaryPrimitives.ReadUInt16LittleEndian(record[offset..]);
}
