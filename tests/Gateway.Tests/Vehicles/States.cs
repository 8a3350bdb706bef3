using CsCheck;
using Gateway.Vehicles;
using Gateway.Vehicles.Timelines;

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
        from facts in Days.Facts
        from sensors in Gen.Select(Gen.Byte, Number, (sensor, celsius) => new SensorState(sensor, celsius)).Array[0, 5]
        from frames in Gen.ULong.Array[0, 9]
        select Make(id, times, numbers, facts, sensors, frames);

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
        state.HeardMs,
        Describe(state.Timeline),
        state.Ignition,
        state.Tail.Head,
        state.Tail.FirstReceivedMs,
        state.Tail.BaseMs,
        state.Tail.BaseHash,
        state.Tail.FactCount,
        Convert.ToHexString(state.Tail.Bytes),
        string.Join(',', state.Temperatures.Select(sensor => $"{sensor.SensorId}={BitConverter.DoubleToInt64Bits(sensor.Celsius)}")),
        string.Join(',', state.Frames.OldestFirst.Where(hash => hash != 0)));

    /// <summary>All that a timeline is, caches aside, in one string.</summary>
    public static string Describe(TimelineState timeline) => string.Join(
        '|',
        typeof(TimelineState).GetProperties()
            .Where(property => property.CanWrite && !property.Name.StartsWith("Clearance", StringComparison.Ordinal))
            .Select(property => property.Name + "=" + (property.GetValue(timeline) is Visit[] visits
                ? string.Join(',', visits)
                : property.GetValue(timeline)?.ToString())));

    private static VehicleState Make(
        long id,
        (long? Event, long Received, long? Fix, long? Since) times,
        double[] numbers,
        TimelineFact[] facts,
        SensorState[] sensors,
        ulong[] frames)
    {
        var state = new VehicleState(id)
        {
            LastEventMs = times.Event,
            LastReceivedMs = times.Received,
            FixTimeMs = times.Fix,
            HeardMs = times.Since ?? 0,
            Latitude = numbers[0],
            Longitude = numbers[1],
            Heading = numbers[2],
            SpeedKph = numbers[3],
            OdometerMeters = numbers[4],
            ExternalVolts = numbers[5],
            Temperatures = sensors,
        };
        Days.Fold(state, facts);
        state.Ignition = state.Timeline.Ignition;
        foreach (var frame in frames)
        {
            state.Frames.TryAdd(frame);
        }

        return state;
    }
}
