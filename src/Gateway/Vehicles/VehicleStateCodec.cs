namespace Gateway.Vehicles;

/// <summary>One vehicle's state as bytes; the format stands in this folder's README.</summary>
internal static class VehicleStateCodec
{
    // Bounds of what a damaged file can make the reader allocate.
    private const int MaxVisits = 100_000;
    private const int MaxSensors = 256;

    public static void Write(BinaryWriter writer, VehicleState state)
    {
        writer.Write(state.VehicleId);
        WriteTime(writer, state.LastEventMs);
        writer.Write(state.LastReceivedMs);
        WriteTime(writer, state.FixTimeMs);
        writer.Write(state.Latitude);
        writer.Write(state.Longitude);
        writer.Write(state.Heading);
        writer.Write(state.SpeedKph);
        writer.Write(state.OdometerMeters);
        writer.Write(state.ExternalVolts);
        writer.Write((sbyte)(state.Ignition switch { null => -1, false => 0, true => 1 }));
        WriteTime(writer, state.IgnitionSinceMs);
        writer.Write(state.DriverCredential is not null);
        if (state.DriverCredential is { } driver)
        {
            writer.Write(driver);
        }

        writer.Write7BitEncodedInt(state.Visits.Length);
        foreach (var visit in state.Visits)
        {
            writer.Write(visit.LandmarkId);
            writer.Write(visit.VisitId);
            writer.Write(visit.EnterTimeMs);
        }

        writer.Write7BitEncodedInt(state.Temperatures.Length);
        foreach (var sensor in state.Temperatures)
        {
            writer.Write(sensor.SensorId);
            writer.Write(sensor.Celsius);
        }

        foreach (var hash in state.Frames.OldestFirst)
        {
            writer.Write(hash);
        }
    }

    /// <exception cref="InvalidDataException">The bytes are no state; a checksum should have told before.</exception>
    public static VehicleState Read(BinaryReader reader)
    {
        var state = new VehicleState(reader.ReadInt64())
        {
            LastEventMs = ReadTime(reader),
            LastReceivedMs = reader.ReadInt64(),
            FixTimeMs = ReadTime(reader),
            Latitude = reader.ReadDouble(),
            Longitude = reader.ReadDouble(),
            Heading = reader.ReadDouble(),
            SpeedKph = reader.ReadDouble(),
            OdometerMeters = reader.ReadDouble(),
            ExternalVolts = reader.ReadDouble(),
            Ignition = reader.ReadSByte() switch { -1 => null, 0 => false, _ => true },
            IgnitionSinceMs = ReadTime(reader),
            DriverCredential = reader.ReadBoolean() ? reader.ReadString() : null,
        };
        state.Visits = new VehicleVisit[ReadCount(reader, MaxVisits)];
        for (var i = 0; i < state.Visits.Length; i++)
        {
            state.Visits[i] = new VehicleVisit(reader.ReadInt64(), reader.ReadUInt64(), reader.ReadInt64());
        }

        state.Temperatures = new SensorState[ReadCount(reader, MaxSensors)];
        for (var i = 0; i < state.Temperatures.Length; i++)
        {
            state.Temperatures[i] = new SensorState(reader.ReadByte(), reader.ReadDouble());
        }

        for (var i = 0; i < VehicleState.RememberedFrames; i++)
        {
            if (reader.ReadUInt64() is var hash and not 0)
            {
                state.Frames.TryAdd(hash);
            }
        }

        return state;
    }

    private static void WriteTime(BinaryWriter writer, long? unixMs) => writer.Write(unixMs ?? long.MinValue);

    private static long? ReadTime(BinaryReader reader) => reader.ReadInt64() is var value && value == long.MinValue ? null : value;

    private static int ReadCount(BinaryReader reader, int max) => reader.Read7BitEncodedInt() is var count && count >= 0 && count <= max
        ? count
        : throw new InvalidDataException("An impossible count.");
}
