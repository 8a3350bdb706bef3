using Gateway.Vehicles.History;
using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles;

/// <summary>One vehicle's state as bytes; the format stands in this folder's README.</summary>
internal static class VehicleStateCodec
{
    // Bounds of what a damaged file can make the reader allocate.
    private const int MaxVisits = 100_000;
    private const int MaxSensors = 256;
    private const int MaxBytes = 1 << 26;

    public static void Write(BinaryWriter writer, VehicleState state, ref ByteSink scratch)
    {
        writer.Write(state.VehicleId);
        WriteTime(writer, state.LastEventMs);
        writer.Write(state.LastReceivedMs);
        writer.Write(state.HeardMs);
        WriteTime(writer, state.FixTimeMs);
        writer.Write(state.Latitude);
        writer.Write(state.Longitude);
        writer.Write(state.Heading);
        writer.Write(state.SpeedKph);
        writer.Write(state.OdometerMeters);
        writer.Write(state.ExternalVolts);
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

        scratch.Length = 0;
        TimelineStateCodec.Write(ref scratch, state.Timeline);
        writer.Write7BitEncodedInt(scratch.Length);
        writer.Write(scratch.Written);
        var tail = state.Tail;
        writer.Write(tail.Head);
        writer.Write(tail.FirstReceivedMs);
        writer.Write7BitEncodedInt(tail.StateLength);
        writer.Write7BitEncodedInt(tail.Length);
        writer.Write(tail.Bytes);
    }

    /// <exception cref="InvalidDataException">The bytes are no state; a checksum should have told before.</exception>
    public static VehicleState Read(BinaryReader reader)
    {
        var state = new VehicleState(reader.ReadInt64())
        {
            LastEventMs = ReadTime(reader),
            LastReceivedMs = reader.ReadInt64(),
            HeardMs = reader.ReadInt64(),
            FixTimeMs = ReadTime(reader),
            Latitude = reader.ReadDouble(),
            Longitude = reader.ReadDouble(),
            Heading = reader.ReadDouble(),
            SpeedKph = reader.ReadDouble(),
            OdometerMeters = reader.ReadDouble(),
            ExternalVolts = reader.ReadDouble(),
        };
        ReadSensors(reader, state);
        ReadFrames(reader, state);
        var timeline = new ByteSource(reader.ReadBytes(ReadCount(reader, MaxBytes)));
        state.Timeline = TimelineStateCodec.Read(ref timeline);
        state.Ignition = state.Timeline.Ignition;
        var head = reader.ReadInt64();
        var firstReceived = reader.ReadInt64();
        var stateLength = ReadCount(reader, MaxBytes);
        var bytes = reader.ReadBytes(ReadCount(reader, MaxBytes));
        if (stateLength > bytes.Length)
        {
            throw new InvalidDataException("A tail shorter than its state.");
        }

        state.Tail.Restore(bytes, stateLength, head, firstReceived);
        return state;
    }

    /// <summary>Reads a state of the first version, which knew no timeline: it begins with what was known.</summary>
    /// <exception cref="InvalidDataException">The bytes are no state.</exception>
    public static VehicleState ReadFirst(BinaryReader reader)
    {
        var state = new VehicleState(reader.ReadInt64()) { LastEventMs = ReadTime(reader), LastReceivedMs = reader.ReadInt64() };
        state.HeardMs = state.LastReceivedMs;
        state.FixTimeMs = ReadTime(reader);
        state.Latitude = reader.ReadDouble();
        state.Longitude = reader.ReadDouble();
        state.Heading = reader.ReadDouble();
        state.SpeedKph = reader.ReadDouble();
        state.OdometerMeters = reader.ReadDouble();
        state.ExternalVolts = reader.ReadDouble();
        state.Ignition = reader.ReadSByte() switch { -1 => null, 0 => false, _ => true };
        var newest = state.LastEventMs ?? TimelineState.NoTime;
        var timeline = new TimelineState
        {
            NewestMs = newest,
            NewestHash = uint.MaxValue,
            ReportMs = newest,
            Ignition = state.Ignition,
            IgnitionSinceMs = ReadTime(reader) ?? TimelineState.NoTime,
            FixReceivedMs = state.LastReceivedMs,
        };
        var credential = reader.ReadBoolean() ? reader.ReadString() : null;
        var driver = new DriverIdentity(credential, 0);
        timeline.Driver = new OpenDriver
        {
            Told = credential,
            Driver = driver.IsNone ? DriverIdentity.None : driver,
            StartMs = newest,
            Tag = new ObjectTag(TimelineFold.IdOf(state.VehicleId, ObjectKind.Driver, 0, newest, newest, 0), -1, 0),
        };
        if (state.FixTimeMs is { } fixMs && newest != TimelineState.NoTime)
        {
            timeline.FixMs = Math.Min(fixMs, newest);
            timeline.Fix = timeline.Track = Place.Of(state.Latitude, state.Longitude);
        }

        timeline.Visits = new Visit[ReadCount(reader, MaxVisits)];
        for (var i = 0; i < timeline.Visits.Length; i++)
        {
            var (landmark, visit, enter) = (reader.ReadInt64(), reader.ReadUInt64(), reader.ReadInt64());
            timeline.Visits[i] = new Visit
            {
                LandmarkId = landmark,
                Tag = new ObjectTag(visit, 0, 0),
                EnterMs = enter,
                CrossingMs = enter,
                Crossing = timeline.Fix,
                Detection = Detection.Fix,
            };
        }

        ReadSensors(reader, state);
        ReadFrames(reader, state);
        state.Timeline = timeline;
        state.Tail.Begin(timeline, 0);
        return state;
    }

    private static void ReadSensors(BinaryReader reader, VehicleState state)
    {
        state.Temperatures = new SensorState[ReadCount(reader, MaxSensors)];
        for (var i = 0; i < state.Temperatures.Length; i++)
        {
            state.Temperatures[i] = new SensorState(reader.ReadByte(), reader.ReadDouble());
        }
    }

    private static void ReadFrames(BinaryReader reader, VehicleState state)
    {
        for (var i = 0; i < VehicleState.RememberedFrames; i++)
        {
            if (reader.ReadUInt64() is var hash and not 0)
            {
                state.Frames.TryAdd(hash);
            }
        }
    }

    private static void WriteTime(BinaryWriter writer, long? unixMs) => writer.Write(unixMs ?? long.MinValue);

    private static long? ReadTime(BinaryReader reader) => reader.ReadInt64() is var value && value == long.MinValue ? null : value;

    private static int ReadCount(BinaryReader reader, int max) => reader.Read7BitEncodedInt() is var count && count >= 0 && count <= max
        ? count
        : throw new InvalidDataException("An impossible count.");
}
