using Gateway.Protocol.Reports;
using Gateway.Protocol.Sessions;

namespace Gateway.Protocol.Tests.Teltonika;

public class AvlElementsTests
{
    [Fact]
    public void A_fix_gives_the_position()
    {
        var report = Read(new RecordBuilder { Latitude = -33.7335583, Longitude = -70.7196233, Altitude = -7, Angle = 360 });
        Assert.True(report is { HasFix: true, Latitude: -33.7335583, Longitude: -70.7196233, AltitudeMeters: -7 });
        Assert.True(report is { CourseDegrees: 360, SpeedKph: 87, Satellites: 11, EventCode: null });
    }

    [Fact]
    public void Without_a_fix_there_is_no_position_and_no_speed()
    {
        foreach (var record in new[]
        {
            new RecordBuilder { Satellites = 0 },
            new RecordBuilder { Latitude = 0, Longitude = 0 },
            new RecordBuilder { Latitude = 90.0000001 },
            new RecordBuilder { Longitude = -180.0000001 },
        })
        {
            var report = Read(record);
            Assert.True(report is { HasFix: false, Latitude: 0, Longitude: 0, AltitudeMeters: null });
            Assert.True(report is { SpeedKph: null, CourseDegrees: null, DeviceTimeMs: 1_749_800_000_000 });
        }

        Assert.Null(Read(new RecordBuilder { Angle = 361 }).CourseDegrees);
        Assert.True(Read(new RecordBuilder { Latitude = 90, Longitude = -180 }).HasFix);
    }

    [Fact]
    public void Inputs_and_outputs_are_bits()
    {
        var report = Read(new RecordBuilder().With(1, (byte)1).With(2, (byte)0).With(4, (byte)1).With(180, (byte)1).With(51, (byte)1));
        Assert.Equal((0b1001u, 0b1010u), (report.DigitalInputs!.Value, report.DigitalOutputs!.Value));
        Assert.True(Read(new RecordBuilder()) is { DigitalInputs: null, DigitalOutputs: null });
    }

    [Theory]
    [InlineData(72, -550, 1, -55.0)]
    [InlineData(75, 235, 4, 23.5)]
    [InlineData(72, 1250, 1, 125.0)]
    public void Dallas_sensors_are_1_to_4(ushort id, int raw, byte sensor, double celsius) => Assert.Equal(
        [new SensorReading(sensor, SensorKind.Temperature, celsius)],
        Read(new RecordBuilder().With(id, raw)).Readings.ToArray());

    [Theory]
    [InlineData(850)]
    [InlineData(2000)]
    [InlineData(3000)]
    [InlineData(4000)]
    [InlineData(5000)]
    [InlineData(-551)]
    public void Error_codes_of_Dallas_sensors_are_no_temperatures(int raw)
    {
        var report = Read(new RecordBuilder().With(72, raw));
        Assert.Empty(report.Readings.ToArray());
        Assert.Equal([new IoValue(72, (uint)raw)], report.IoValues.ToArray());
    }

    [Fact]
    public void Ble_and_Eye_sensors_have_numbers_of_their_own()
    {
        var report = Read(new RecordBuilder()
            .With(25, (short)-1850).With(28, (short)2150).With(86, (short)455).With(104, (short)1).With(106, (short)2)
            .With(108, (short)1000).With(10800, (short)-1187).With(10807, (byte)73));
        Assert.Equal(
            [
                new SensorReading(24, SensorKind.Humidity, 73),
                new SensorReading(11, SensorKind.Temperature, -18.5),
                new SensorReading(14, SensorKind.Temperature, 21.5),
                new SensorReading(11, SensorKind.Humidity, 45.5),
                new SensorReading(12, SensorKind.Humidity, 0.1),
                new SensorReading(13, SensorKind.Humidity, 0.2),
                new SensorReading(14, SensorKind.Humidity, 100),
                new SensorReading(21, SensorKind.Temperature, -11.87),
            ],
            report.Readings.ToArray());
    }

    [Theory]
    [InlineData(25, 2000)]
    [InlineData(26, 3000)]
    [InlineData(27, 4000)]
    [InlineData(28, 32767)]
    [InlineData(86, 3000)]
    [InlineData(10800, 32767)]
    public void Error_codes_of_Ble_sensors_stay_raw(ushort id, short raw)
    {
        var report = Read(new RecordBuilder().With(id, raw));
        Assert.Empty(report.Readings.ToArray());
        Assert.Equal([new IoValue(id, raw)], report.IoValues.ToArray());
    }

    [Fact]
    public void Analog_inputs_are_volts()
    {
        var report = Read(new RecordBuilder().With(9, (short)12_345).With(6, (short)500).With(245, (short)1));
        Assert.Equal(
            [new(1, SensorKind.AnalogVolts, 12.345), new(2, SensorKind.AnalogVolts, 0.5), new(4, SensorKind.AnalogVolts, 0.001)],
            report.Readings.ToArray());
    }

    [Fact]
    public void Measures_have_their_units()
    {
        var report = Read(new RecordBuilder()
            .With(239, (byte)1).With(240, (byte)0).With(21, (byte)5).With(113, (byte)87).With(66, (short)14_304)
            .With(67, (short)3991).With(182, (short)7).With(16, 12_168_668).With(449, 3600));
        Assert.True(report is { Ignition: true, Moving: false, GsmSignal: 5, BatteryPercent: 87, ExternalVolts: 14.304 });
        Assert.True(report is { BatteryVolts: 3.991, Hdop: 0.7, OdometerMeters: 12_168_668, EngineSeconds: 3600 });
        Assert.Empty(report.IoValues.ToArray());
    }

    [Fact]
    public void The_same_id_in_another_size_is_another_models_element()
    {
        // Codec 16 of professional models: 113 and 86 are CAN elements of four bytes. 11 is an ICCID of eight bytes.
        var report = Read(new RecordBuilder().With(113, 7).With(86, 87_400).With(11, 8_938_001_150L).With(239, (byte)7));
        Assert.Equal(
            [new(239, 7), new(113, 7), new(86, 87_400), new(11, 8_938_001_150)],
            report.IoValues.ToArray());
        Assert.True(report is { BatteryPercent: null, Ignition: null });
    }

    [Fact]
    public void An_iButton_is_read_backwards()
    {
        var report = Read(new RecordBuilder().With(78, 0x01000B00791C1793));
        Assert.Equal((true, "93171C79000B0001"), (report.DriverReported, report.Driver.ToString()));
        Assert.True(Read(new RecordBuilder().With(78, 0L)) is { DriverReported: true, Driver.IsEmpty: true });
        Assert.False(Read(new RecordBuilder()).DriverReported);
    }

    [Fact]
    public void The_first_driver_counts()
    {
        var report = Read(new RecordBuilder().With(78, 0L).With(207, 0x12ABL).With(78, 0x0100000000000000));
        Assert.Equal("00000000000012AB", report.Driver.ToString());
        Assert.Equal([new IoValue(78, 0x0100000000000000)], report.IoValues.ToArray());
    }

    [Fact]
    public void A_drivers_card_comes_in_two_halves()
    {
        var report = Read(new RecordBuilder().With(195, 0x3042303030303031).With(196, 0x3132333435363031));
        Assert.Equal("0B00000112345601", report.Driver.ToString());
        Assert.True(Read(new RecordBuilder().With(195, 0L).With(196, 0L)) is { DriverReported: true, Driver.IsEmpty: true });

        var half = Read(new RecordBuilder().With(196, 0x3132333435363031));
        Assert.Equal((false, new IoValue(196, 0x3132333435363031)), (half.DriverReported, half.IoValues.ToArray().Single()));
    }

    [Theory]
    [InlineData(236, 1, DeviceAlarms.Sos)]
    [InlineData(246, 1, DeviceAlarms.Towing)]
    [InlineData(247, 1, DeviceAlarms.Crash)]
    [InlineData(247, 5, DeviceAlarms.None)]
    [InlineData(249, 1, DeviceAlarms.Jamming)]
    [InlineData(318, 2, DeviceAlarms.Jamming)]
    [InlineData(253, 1, DeviceAlarms.HarshAcceleration)]
    [InlineData(253, 2, DeviceAlarms.HarshBraking)]
    [InlineData(253, 3, DeviceAlarms.HarshCornering)]
    [InlineData(249, 0, DeviceAlarms.None)]
    public void Alarms_are_flags_and_their_end_stays_raw(ushort id, byte value, DeviceAlarms alarm)
    {
        var report = Read(new RecordBuilder().With(id, value));
        Assert.Equal(alarm, report.Alarms);
        Assert.Equal(alarm == DeviceAlarms.None ? [new IoValue(id, value)] : [], report.IoValues.ToArray());
    }

    [Fact]
    public void Alarms_whose_value_says_more_or_is_not_certain_keep_it()
    {
        var report = Read(new RecordBuilder { EventId = 155 }.With(255, (byte)120).With(155, (byte)0).With(156, (byte)1));
        Assert.Equal(DeviceAlarms.Overspeed | DeviceAlarms.Geofence, report.Alarms);
        Assert.Equal([new(255, 120), new(155, 0), new(156, 1)], report.IoValues.ToArray());

        report = Read(new RecordBuilder().With(251, (byte)1).With(252, (byte)1));
        Assert.Equal(DeviceAlarms.Idling | DeviceAlarms.Unplugged, report.Alarms);
        Assert.Equal([new(251, 1), new(252, 1)], report.IoValues.ToArray());

        Assert.Equal(DeviceAlarms.None, Read(new RecordBuilder().With(155, (byte)1)).Alarms);
    }

    [Fact]
    public void Elements_of_other_lengths_are_kept_up_to_8_bytes()
    {
        var report = Read(new RecordBuilder()
            .With(256, [.. "WV1ZZZ2EZ86015388"u8]).With(300, 1, 2, 3).With(385, new byte[40]).With(301, []));
        Assert.Equal("WV1ZZZ2EZ86015388", report.Vin.ToString());
        Assert.Equal([new IoValue(300, 0x010203)], report.IoValues.ToArray());
    }

    [Fact]
    public void More_elements_than_a_report_holds_are_refused()
    {
        var record = new RecordBuilder();
        for (var i = 0; i < DeviceReport.MaxIoValues; i++)
        {
            record.With(900, i);
        }

        Assert.Equal(DeviceReport.MaxIoValues, Read(record).IoValues.Length);
        var frame = TeltonikaFrames.LoggedIn().Feed(TeltonikaFrames.Packet(0x8E, record.With(900, 1).Build())).Frames[^1];
        Assert.Equal(FrameFault.Body, frame.Message.Fault);
    }

    [Fact]
    public void Sensors_beyond_what_a_report_holds_stay_raw()
    {
        var record = new RecordBuilder();
        for (var i = 0; i <= DeviceReport.MaxReadings; i++)
        {
            record.With(72, 100 + i);
        }

        var report = Read(record);
        Assert.Equal(DeviceReport.MaxReadings, report.Readings.Length);
        Assert.Equal([new IoValue(72, 100 + DeviceReport.MaxReadings)], report.IoValues.ToArray());
    }

    private static DeviceReport Read(RecordBuilder record) =>
        TeltonikaFrames.LoggedIn().Feed(TeltonikaFrames.Packet(0x8E, record.Build())).Frames[^1].Reports.Single();
}
