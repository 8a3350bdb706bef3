using DeviceSimulator.Fleet.Wire;

namespace Gateway.Tests.EndToEnd.Families;

/// <summary>A family that the simulator speaks: its encoder makes the frames.</summary>
internal abstract class SimulatedFamily(IDeviceEncoder encoder, long imei) : Family(imei)
{
    protected byte[] LoginFrame()
    {
        var frame = new byte[encoder.MaxLoginLength];
        return frame[..encoder.EncodeLogin(Number, frame)];
    }

    protected byte[] HeartbeatFrame()
    {
        var frame = new byte[encoder.MaxHeartbeatLength];
        return frame[..encoder.EncodeHeartbeat(Number, ignition: false, frame)];
    }

    protected byte[] ReportFrame(Moment moment)
    {
        var record = new DeviceRecord
        {
            TimestampMs = moment.Time * 1000,
            Sequence = SequenceOf(moment),
            LatitudeE7 = (int)Math.Round(moment.Latitude * 1e7),
            LongitudeE7 = (int)Math.Round(moment.Longitude * 1e7),
            SpeedKmh = 48,
            CourseDegrees = 315,
            Satellites = 9,
            HdopTenths = 9,
            GsmBars = 3,
            ExternalMillivolts = 12_500,
            BatteryMillivolts = 4000,
            Ignition = moment.Ignition,
            HasTemperature = true,
            TemperatureTenths = (short)(moment.Celsius * 10),
        };
        var frame = new byte[encoder.MaxFrameLength(1)];
        return frame[..encoder.EncodeFrame(Number, [record], frame)];
    }

    protected static uint SequenceOf(Moment moment) => (uint)(moment.Time % 250);
}
