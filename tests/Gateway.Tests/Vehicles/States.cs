using CsCheck;
using Gateway.Vehicles;

namespace Gateway.Tests.Vehicles;

/// <summary>Vehicle states of all sorts, and how two are compared.</summary>
internal static class States
{
    private static readonly Gen<double> Number = Gen.OneOf(Gen.Double, Gen.Const(double.NaN));
    private static readonly Gen<long?> Time = Gen.OneOf(Gen.Long[0, 1L << 50].Select(value => (long?)value), Gen.Const((long?)null));

    public static readonly Gen<VehicleState> Any =
        from id in Gen.Long
        from times in Gen.Select(Time, Gen.Long, Time, Time)
        from numbers in Number.Array[6]
        from ignition in Gen.Int[0, 2].Select(i => i == 0 ? (bool?)null : i == 1)
        from driver in Gen.OneOf(Gen.String[0, 40].Select(text => (string?)text), Gen.Const((string?)null))
        from visits in Gen.Select(Gen.Long, Gen.ULong, Gen.Long, (landmark, visit, enter) => new VehicleVisit(landmark, visit, enter)).Array[0, 5]
        from sensors in Gen.Select(Gen.Byte, Number, (sensor, celsius) => new SensorState(sensor, celsius)).Array[0, 5]
        from frames in Gen.ULong.Array[0, 9]
        select Make(id, times, numbers, ignition, driver, visits, sensors, frames);

    /// <summary>All that a checkpoint keeps, in one string.</summary>
    public static string Describe(VehicleState state) => string.Join(
        '|',
        state.VehicleId,
        state.LastEventMs,
        state.LastReceivedMs,
        state.FixTimeMs,
        BitConverter.DoubleToInt64Bits(state.Latitude),
        BitConverter.DoubleToInt64Bits(state.Longitude),
        BitConverter.DoubleToInt64Bits(state.Heading),
        BitConverter.DoubleToInt64Bits(state.SpeedKph),
        BitConverter.DoubleToInt64Bits(state.OdometerMeters),
        BitConverter.DoubleToInt64Bits(state.ExternalVolts),
        state.Ignition,
        state.IgnitionSinceMs,
        state.DriverCredential is null ? "none" : $"'{state.DriverCredential}'",
        string.Join(',', state.Visits),
        string.Join(',', state.Temperatures.Select(sensor => $"{sensor.SensorId}={BitConverter.DoubleToInt64Bits(sensor.Celsius)}")),
        string.Join(',', state.Frames.OldestFirst.Where(hash => hash != 0)));

    private static VehicleState Make(
        long id,
        (long? Event, long Received, long? Fix, long? Since) times,
        double[] numbers,
        bool? ignition,
        string? driver,
        VehicleVisit[] visits,
        SensorState[] sensors,
        ulong[] frames)
    {
        var state = new VehicleState(id)
        {
            LastEventMs = times.Event,
            LastReceivedMs = times.Received,
            FixTimeMs = times.Fix,
            IgnitionSinceMs = times.Since,
            Latitude = numbers[0],
            Longitude = numbers[1],
            Heading = numbers[2],
            SpeedKph = numbers[3],
            OdometerMeters = numbers[4],
            ExternalVolts = numbers[5],
            Ignition = ignition,
            DriverCredential = driver,
            Visits = visits,
            Temperatures = sensors,
        };
        foreach (var frame in frames)
        {
            state.Frames.TryAdd(frame);
        }

        return state;
    }
}
