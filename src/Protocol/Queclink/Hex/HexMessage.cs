using System.Buffers.Binary;
using Gateway.Protocol.Checksums;
using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Queclink.Hex;

/// <summary>
/// One HEX frame: reports +RSP, events +EVT, both from memory as +BSP and +BVT, heartbeats +HBD; information, answers,
/// crash data and logins of some models are recognised. CRC-16/CCITT-FALSE over what stands between the head and the
/// checksum.
/// </summary>
internal static class HexMessage
{
    private const byte Gb100 = 0x45;
    private const byte Gv200 = 0x04;
    private const byte Gv200New = 0x35;

    /// <summary>+RSP with positions as differences to the one before.</summary>
    private const byte CompressedReport = 100;

    private const byte VirtualIgnitionOn = 45;
    private const byte VirtualIgnitionOff = 46;

    /// <summary>Battery, supply, motion state and satellites of the GB100.</summary>
    private const uint Gb100Items = 0x00FC1800;

    /// <summary>Supply, analog inputs, inputs, outputs, motion state and satellites of the GV200.</summary>
    private const uint Gv200Items = 0x01FFD000;

    public static bool ChecksumHolds(ReadOnlySpan<byte> frame) =>
        Crc16.CcittFalse.Compute(frame[QueclinkFrame.HexHeadLength..^QueclinkFrame.HexTrailerLength])
            == BinaryPrimitives.ReadUInt16BigEndian(frame[^QueclinkFrame.HexTrailerLength..]);

    /// <param name="frame">Whole, and at least as long as head and trailer.</param>
    /// <param name="device">The device of the frames before.</param>
    /// <param name="sink">Gets the reports.</param>
    public static DeviceMessage Read(ReadOnlySpan<byte> frame, ref NamedDevice device, IReportSink sink)
    {
        var head = frame[1..QueclinkFrame.HexHeadLength];
        if (head.SequenceEqual("HBD"u8))
        {
            return HexHeartbeat.Read(frame, ref device, sink);
        }

        var isEvent = head.SequenceEqual("EVT"u8) || head.SequenceEqual("BVT"u8);
        if (!isEvent && !head.SequenceEqual("RSP"u8) && !head.SequenceEqual("BSP"u8))
        {
            return new DeviceMessage(MessageKind.Other);
        }

        Span<byte> id = stackalloc byte[NamedDevice.MaxLength];
        if (!HexFrame.TryRead(frame, out var report) || report.ReadId(id) is not (> 0 and var idLength))
        {
            return DeviceMessage.Refused(FrameFault.Body);
        }

        if (!isEvent && report.Type == CompressedReport)
        {
            return DeviceMessage.Refused(FrameFault.UnknownType);
        }

        var count = ReadReports(in report, isEvent, sink);
        return count < 0
            ? DeviceMessage.Refused(FrameFault.TooManyReports)
            : new DeviceMessage(MessageKind.Reports, Reports: count, DeviceId: device.Name(id[..idLength]));
    }

    private static int ReadReports(in HexFrame frame, bool isEvent, IReportSink sink)
    {
        var offset = HexPosition.Find(in frame, out var count, out var end);
        var report = sink.Rent();
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
            {
                if (!sink.Add(report))
                {
                    return -1;
                }

                report = sink.Rent();
            }

            report.EventCode = frame.Type;
            HexPosition.Read(in frame, offset + (i * HexPosition.LengthOf(in frame)), report);
        }

        report.EventCode = frame.Type;
        report.DeviceTimeMs ??= frame.SendTimeMs;
        if (count > 0)
        {
            HexPosition.ReadTotals(in frame, end, report);
        }

        ReadState(in frame, report);
        if (isEvent && frame.DeviceType == Gb100 && frame.Type is VirtualIgnitionOn or VirtualIgnitionOff)
        {
            report.Ignition = frame.Type == VirtualIgnitionOn;
        }

        return sink.Add(report) ? Math.Max(1, count) : -1;
    }

    /// <summary>The state that stands behind the id, on the models whose order is known.</summary>
    private static void ReadState(in HexFrame frame, DeviceReport report)
    {
        var bytes = frame.Bytes[frame.BodyOffset..frame.BodyEnd];
        switch (frame.DeviceType)
        {
            case Gb100 when (frame.Mask & Gb100Items) == Gb100Items && bytes.Length >= 5:
                report.BatteryPercent = bytes[0] <= 100 ? bytes[0] : null;
                report.ExternalVolts = BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]) / 1000.0;
                MotionState.Apply(bytes[3], report);
                report.Satellites = bytes[4];
                break;
            case Gv200 or Gv200New when (frame.Mask & Gv200Items) == Gv200Items && bytes.Length >= 12:
                report.ExternalVolts = BinaryPrimitives.ReadUInt16BigEndian(bytes) / 1000.0;
                for (var input = 1; input <= 3; input++)
                {
                    var volts = BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * input)..]) / 1000.0;
                    report.TryAddReading(new SensorReading((byte)input, SensorKind.AnalogVolts, volts));
                }

                report.DigitalInputs = bytes[8];
                report.DigitalOutputs = bytes[9];
                MotionState.Apply(bytes[10], report);

                // The upper half is the state of the antenna.
                report.Satellites = bytes[11] & 0xF;
                break;
            default:
                break;
        }
    }
}
