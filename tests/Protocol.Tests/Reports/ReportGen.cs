using CsCheck;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Tests.Reports;

/// <summary>Reports of any content, from the typical to the extreme.</summary>
internal static class ReportGen
{
    private static readonly double[] Extremes =
        [0.0, -0.0, double.NaN, double.MaxValue, double.Epsilon, double.NegativeInfinity, 4503599627370497];

    private static readonly Gen<double> AnyNumber = Gen.OneOf(
        Gen.Int[-100_000, 100_000].Select(n => n / 10.0),
        Gen.Int[-100_000, 100_000].Select(n => n / 1000.0),
        Gen.Int[-100_000, 100_000].Select(n => n * 0.0625),
        Gen.Double,
        Gen.Int[0, Extremes.Length - 1].Select(i => Extremes[i]));

    private static readonly Gen<double> Degrees = Gen.OneOf(
        Gen.Int.Select(n => n / 1e7),
        Gen.Int[-90_000_000, 90_000_000].Select(n => n / 1e6),
        Gen.Int[-162_000_000, 162_000_000].Select(n => n / 1_800_000.0),
        Gen.Const(0.0),
        AnyNumber);

    private static readonly Gen<byte[]> AnyText = Gen.Byte[0x20, 0x7E].Array[0, DeviceText.Capacity];

    public static Gen<DeviceReport> Any { get; } =
        from seed in Gen.UInt
        from numbers in AnyNumber.Nullable().Array[9]
        from integers in Gen.Int.Nullable().Array[4]
        from degrees in Degrees.Array[2]
        from times in Gen.OneOf(Gen.Long[1_500_000_000_000, 1_900_000_000_000], Gen.Long).Nullable().Array[2]
        from inputs in Gen.UInt.Nullable().Array[2]
        from texts in AnyText.Array[2]
        from readings in Gen.Select(Gen.Byte, Gen.Byte, AnyNumber, (id, kind, value) => new SensorReading(id, (SensorKind)kind, value))
            .Array[0, DeviceReport.MaxReadings]
        from ioValues in Gen.Select(Gen.UShort, Gen.Long, (id, value) => new IoValue(id, value)).Array[0, 60]
        select Make(seed, numbers, integers, degrees, times, inputs, texts, readings, ioValues);

    private static DeviceReport Make(
        uint seed,
        double?[] numbers,
        int?[] integers,
        double[] degrees,
        long?[] times,
        uint?[] inputs,
        byte[][] texts,
        SensorReading[] readings,
        IoValue[] ioValues)
    {
        var report = new DeviceReport
        {
            Kind = (seed & 1) == 0 ? ReportKind.Record : ReportKind.Heartbeat,
            HasFix = (seed & 2) != 0,
            Ignition = (seed & 4) != 0 ? (seed & 8) != 0 : null,
            Moving = (seed & 16) != 0 ? (seed & 32) != 0 : null,
            DriverReported = (seed & 64) != 0,
            Alarms = (seed & 128) != 0 ? (DeviceAlarms)seed : DeviceAlarms.None,
            DeviceTimeMs = times[0],
            FixTimeMs = times[1],
            Latitude = degrees[0],
            Longitude = degrees[1],
            AltitudeMeters = numbers[0],
            SpeedKph = numbers[1],
            CourseDegrees = numbers[2],
            Hdop = numbers[3],
            OdometerMeters = numbers[4],
            ExternalVolts = numbers[5],
            BatteryVolts = numbers[6],
            BatteryPercent = numbers[7],
            EngineSeconds = numbers[8],
            Satellites = integers[0],
            GsmSignal = integers[1],
            EventCode = integers[2],
            Priority = integers[3],
            DigitalInputs = inputs[0],
            DigitalOutputs = inputs[1],
        };
        Assert.True(report.Driver.TrySet(texts[0]));
        Assert.True(report.Vin.TrySet(texts[1]));
        Array.ForEach(readings, reading => report.TryAddReading(reading));
        Array.ForEach(ioValues, io => report.TryAddIoValue(io));
        return report;
    }
}
