using CsCheck;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Tests.Reports;

public class ReportCodecTests
{
    [Fact]
    public void Any_report_comes_back_exactly() => ReportGen.Any.Sample(report =>
    {
        var bytes = Encode(report);
        var back = new DeviceReport();
        Assert.True(ReportCodec.TryDecode(bytes, back));
        Assert.Equal(ReportSnapshot.Of(report), ReportSnapshot.Of(back));
        Assert.Equal(bytes, Encode(back));
    });

    [Fact]
    public void Every_property_is_written()
    {
        foreach (var property in ReportSnapshot.Properties)
        {
            var report = new DeviceReport();
            report.Clear();
            if (property.PropertyType.IsByRef)
            {
                Assert.True((property.Name == nameof(DeviceReport.Vin) ? ref report.Vin : ref report.Driver).TrySet("X1"u8));
            }
            else
            {
                property.SetValue(report, NotDefault(property.PropertyType));
            }

            var back = new DeviceReport();
            Assert.True(ReportCodec.TryDecode(Encode(report), back), property.Name);
            Assert.Equal(ReportSnapshot.Of(report), ReportSnapshot.Of(back));
        }
    }

    [Fact]
    public void The_fullest_report_stays_within_its_bound()
    {
        var report = new DeviceReport();
        report.Clear();
        foreach (var property in ReportSnapshot.Properties.Where(property => property.CanWrite))
        {
            property.SetValue(report, Widest(property.PropertyType));
        }

        Assert.True(report.Driver.TrySet(new string('D', DeviceText.Capacity).Select(c => (byte)c).ToArray()));
        Assert.True(report.Vin.TrySet(new string('V', DeviceText.Capacity).Select(c => (byte)c).ToArray()));
        while (report.TryAddReading(new(255, SensorKind.Temperature, Math.PI)))
        {
        }

        while (report.TryAddIoValue(new(ushort.MaxValue, long.MinValue)))
        {
        }

        var back = new DeviceReport();
        Assert.True(ReportCodec.TryDecode(Encode(report), back));
        Assert.Equal(ReportSnapshot.Of(report), ReportSnapshot.Of(back));
        Assert.True(ReportCodec.MaxLength(report) <= ushort.MaxValue);
    }

    [Fact]
    public void A_record_of_a_tracker_takes_less_than_100_bytes()
    {
        var report = new DeviceReport
        {
            Kind = ReportKind.Record,
            DeviceTimeMs = 1_749_800_000_000,
            FixTimeMs = 1_749_800_000_000,
            HasFix = true,
            Latitude = 546_990_336 / 1e7,
            Longitude = 252_618_832 / 1e7,
            AltitudeMeters = 174,
            SpeedKph = 87,
            CourseDegrees = 185,
            Satellites = 11,
            Hdop = 0.9,
            Ignition = true,
            Moving = true,
            OdometerMeters = 12_168_668,
            ExternalVolts = 14.304,
            BatteryVolts = 3.991,
            GsmSignal = 4,
            EventCode = 0,
            Priority = 0,
            DigitalInputs = 1,
        };
        report.TryAddReading(new(1, SensorKind.Temperature, -18.5));
        foreach (var id in new ushort[] { 200, 69, 181, 24, 205, 206, 68, 241, 199, 80 })
        {
            report.TryAddIoValue(new(id, id * 5));
        }

        Assert.InRange(Encode(report).Length, 1, 100);
    }

    [Fact]
    public void Version_1_stays_as_it_is()
    {
        var report = new DeviceReport { Kind = ReportKind.Record, DeviceTimeMs = 1, HasFix = true, SpeedKph = 1.5 };
        report.Latitude = 1e-7;
        report.TryAddIoValue(new(300, -1));

        // kind, bitmap, time 1, latitude 1 and longitude 0 in 1e-7 degree, speed 150 / 100, one value: id 300 = -1.
        Assert.Equal("015D00002002010000000000000" + "0D804" + "01" + "AC0201", Convert.ToHexString(Encode(report)));
    }

    [Fact]
    public void Bytes_that_are_no_report_are_refused()
    {
        var report = new DeviceReport { Kind = ReportKind.Record, DeviceTimeMs = 1_749_800_000_000, SpeedKph = 1 / 3.0 };
        report.TryAddReading(new(1, SensorKind.Humidity, 40));
        var bytes = Encode(report);
        var into = new DeviceReport();
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.False(ReportCodec.TryDecode(bytes.AsSpan(0, length), into), $"cut at {length}");
        }

        Assert.False(ReportCodec.TryDecode([.. bytes, 0], into));
        Assert.False(ReportCodec.TryDecode([9, .. bytes.AsSpan(1)], into));
        Assert.False(ReportCodec.TryDecode([1, 0, 0, 0, 0x40], into));
        Assert.False(ReportCodec.TryDecode([1, 0, 0, 0, 0x20, 0x81, 0x04], into), "513 values");
    }

    private static byte[] Encode(DeviceReport report)
    {
        var buffer = new byte[ReportCodec.MaxLength(report)];
        return buffer[..ReportCodec.Encode(report, buffer)];
    }

    private static object NotDefault(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(bool) => true,
        var t when t == typeof(ReportKind) => ReportKind.Heartbeat,
        var t when t == typeof(DeviceAlarms) => DeviceAlarms.Crash,
        var t => Convert.ChangeType(7, t),
    };

    private static object Widest(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(bool) => true,
        var t when t == typeof(double) => Math.PI,
        var t when t == typeof(long) => long.MinValue,
        var t when t == typeof(int) => int.MinValue,
        var t when t == typeof(uint) => uint.MaxValue,
        var t when t == typeof(ReportKind) => ReportKind.Heartbeat,
        var t when t == typeof(DeviceAlarms) => (DeviceAlarms)int.MinValue,
        var t => throw new NotSupportedException(t.Name),
    };
}
