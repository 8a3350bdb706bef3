using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Tests.Jt808;

public class Jt808ItemsTests
{
    [Theory]
    [InlineData("260229000000", null)]
    [InlineData("240229075959", "2024-02-28T23:59:59Z")]
    [InlineData("240301000000", "2024-02-29T16:00:00Z")]
    [InlineData("240101000000", "2023-12-31T16:00:00Z")]
    [InlineData("991231235959", "2099-12-31T15:59:59Z")]
    [InlineData("261301000000", null)]
    [InlineData("260001000000", null)]
    [InlineData("260100000000", null)]
    [InlineData("260101240000", null)]
    [InlineData("260101006000", null)]
    [InlineData("260101000060", null)]
    [InlineData("2601010A0000", null)]
    [InlineData("FFFFFFFFFFFF", null)]
    public void Times_are_beijing_times_and_impossible_ones_are_none(string digits, string? utc)
    {
        var body = Jt808Frames.Place[..28];
        Convert.FromHexString(digits).CopyTo(body, 22);
        var expected = utc is null ? (long?)null : DateTimeOffset.Parse(utc, null).ToUnixTimeMilliseconds();
        Assert.Equal(expected, Read(body).DeviceTimeMs);
    }

    [Fact]
    public void Without_a_fix_there_is_no_place_and_the_rest_counts()
    {
        var body = Jt808Frames.Place;
        foreach (var change in new Action<byte[]>[]
        {
            bytes => bytes[7] = 1,
            bytes => Array.Clear(bytes, 8, 8),
            bytes => bytes[8] = 0x7F,
            bytes => bytes[12] = 0x7F,
        })
        {
            var changed = body.ToArray();
            change(changed);
            var report = Read(changed);
            Assert.True(report is { HasFix: false, Latitude: 0, Longitude: 0, SpeedKph: null, CourseDegrees: null });
            Assert.True(report is { Ignition: true, OdometerMeters: 1_234_500, DeviceTimeMs: not null, AltitudeMeters: null });
        }
    }

    [Fact]
    public void South_and_west_are_negative_and_a_course_beyond_the_circle_is_none()
    {
        var body = Jt808Frames.Place;
        body = [.. body];
        body[7] = 0x0F;
        (body[20], body[21]) = (0x01, 0x69);
        Assert.True(Read(body) is { Latitude: -22.57, Longitude: -113.95, CourseDegrees: null });
    }

    [Fact]
    public void Temperatures_are_sign_and_tenths()
    {
        var report = Read(Items("5110" + "8017" + "0123" + "FFFF" + "0000" + "FFFF" + "FFFF" + "FFFF" + "FFFF"));
        Assert.Equal(
            [
                new SensorReading(1, SensorKind.Temperature, -2.3),
                new SensorReading(2, SensorKind.Temperature, 29.1),
                new SensorReading(4, SensorKind.Temperature, 0),
            ],
            report.Readings.ToArray());
    }

    [Theory]
    [InlineData(1u << 0, DeviceAlarms.Sos)]
    [InlineData(1u << 1, DeviceAlarms.Overspeed)]
    [InlineData(1u << 7 | 1u << 8, DeviceAlarms.LowPower | DeviceAlarms.PowerCut)]
    [InlineData(1u << 15, DeviceAlarms.Vibration)]
    [InlineData(1u << 20, DeviceAlarms.Geofence)]
    [InlineData(1u << 29, DeviceAlarms.Crash)]
    [InlineData(1u << 31, DeviceAlarms.Other)]
    public void Bits_of_the_alarm_word_are_alarms(uint word, DeviceAlarms alarms)
    {
        byte[] body = [(byte)(word >> 24), (byte)(word >> 16), (byte)(word >> 8), (byte)word, .. Jt808Frames.Place[4..]];
        var report = Read(body);
        Assert.Equal(alarms, report.Alarms);
        Assert.Contains(new IoValue(0xFF00, word), report.IoValues.ToArray());
        var of2019 = Jt808Frames.Replay().Feed(Jt808Frames.Message2019(0x0200, body)).Frames[0].Reports[0];
        Assert.Equal(alarms == DeviceAlarms.Vibration ? DeviceAlarms.Other : alarms, of2019.Alarms);
    }

    [Fact]
    public void Unknown_items_stay_raw_and_one_that_is_too_long_ends_the_list()
    {
        var report = Read(Items("0202" + "01C2" + "4409" + "000000000000000000" + "3001" + "1F" + "31FF" + "0B"));
        Assert.Equal([new(0xFF01, 3), new(2, 450)], report.IoValues.ToArray());
        Assert.True(report is { GsmSignal: 31, Satellites: null, HasFix: true });
    }

    [Fact]
    public void Eighteen_bytes_of_items_are_items_and_other_eighteen_bytes_are_the_old_layout()
    {
        var items = Read(Items("010400003039" + "250400000000" + "30011F" + "31010E"));
        Assert.True(items is { OdometerMeters: 1_234_500, GsmSignal: 31, Satellites: 14, BatteryVolts: null });
        var old = Read(Items("00000000" + "00000007" + "0078" + "00000000" + "18" + "000000"));
        Assert.True(old is { OdometerMeters: 7000, BatteryVolts: 12.0, GsmSignal: 24 });
    }

    [Fact]
    public void Drivers_come_as_text_or_as_a_number()
    {
        Assert.Equal("2419", Read(Items("BD04" + "32343139")).Driver.ToString());
        Assert.Equal("4294967295", Read(Items("E904" + "FFFFFFFF")).Driver.ToString());
        var none = Read(Items("BD02" + "0000"));
        Assert.False(none.DriverReported);
    }

    [Fact]
    public void Bluetooth_sensors_have_their_own_numbers()
    {
        var report = Read(Items("E60B" + "03" + "BC572900CE2E" + "EF18" + "3200"));
        Assert.Equal(
            [new(3, SensorKind.Temperature, -17 - (24 / 255.0)), new(3, SensorKind.Humidity, 50)], report.Readings.ToArray());
    }

    [Fact]
    public void Camera_items_switch_the_ignition_and_raise_alarms()
    {
        Assert.True(Read(Items("E804" + "0C04" + "01" + "00")) is { Ignition: false, EventCode: 0x0C04 });
        Assert.Equal(DeviceAlarms.HarshBraking, Read(Items("E804" + "0401" + "01" + "00")).Alarms);
    }

    [Fact]
    public void More_items_than_a_report_holds_do_not_break_it()
    {
        var sensors = string.Concat(Enumerable.Range(0, 20).Select(_ => "5104" + "00010002"));
        Assert.Equal(DeviceReport.MaxReadings, Read(Items(sensors)).Readings.Length);
    }

    private static byte[] Items(string hex) => [.. Jt808Frames.Place[..28], .. Convert.FromHexString(hex)];

    private static DeviceReport Read(byte[] body) =>
        Jt808Frames.Replay().Feed(Jt808Frames.Message(0x0200, body)).Frames.Single().Reports.Single();
}
