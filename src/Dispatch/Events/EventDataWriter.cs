using System.Buffers;
using System.Text.Json;

namespace Gateway.Dispatch.Events;

/// <summary>
/// Writes the <c>data</c> object of a message. Owned by one thread and reused: the result of a call is valid until the
/// next one. Nothing is allocated once its buffer has grown.
/// </summary>
public sealed partial class EventDataWriter : IDisposable
{
    /// <summary>The version of the shapes below, in <c>schema_version</c>; raised when a field changes its meaning.</summary>
    public const int SchemaVersion = 1;

    private readonly ArrayBufferWriter<byte> _buffer = new(2048);
    private readonly Utf8JsonWriter _json;

    public EventDataWriter() => _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    public ReadOnlySpan<byte> Location(EventContext context, in LocationDetails details)
    {
        Begin(context);
        Number("altitude_ft", details.AltitudeMeters is { } altitude ? EventUnits.ToFeet(altitude) : null);
        Number("voltage_v", Rounded(details.ExternalVolts));
        Number("engine_hours", details.EngineSeconds is { } seconds ? Math.Round(seconds / 3600, 2) : null);
        Number("speed_limit_mph", details.LimitMph);
        _json.WriteNull("address");
        _json.WriteString("reason", details.Reason);
        WriteInputs(details.DigitalInputs);
        return End();
    }

    public ReadOnlySpan<byte> Speed(EventContext context, double thresholdMph)
    {
        Begin(context);
        _json.WriteNumber("threshold_mph", thresholdMph);
        Number("over_mph", context.SpeedKph is { } kph ? EventUnits.Over(EventUnits.ToMph(kph), thresholdMph) : null);
        return End();
    }

    public ReadOnlySpan<byte> Heartbeat(EventContext context, in HeartbeatDetails details)
    {
        Begin(context);
        Seconds("last_fix_time", context.FixTimeMs);
        var age = context.FixTimeMs is { } fix ? EventUnits.Between(fix, context.EventTimeMs) : (long?)null;
        Number("fix_age_s", age);
        Number("voltage_v", Rounded(details.ExternalVolts));
        Number("battery_v", Rounded(details.BatteryVolts));
        Number("battery_pct", Rounded(details.BatteryPercent));
        Number("signal", details.GsmSignal);
        return End();
    }

    public ReadOnlySpan<byte> Temperature(EventContext context, in TemperatureDetails details)
    {
        Begin(context);
        _json.WriteNumber("sensor_id", details.SensorId);
        _json.WriteNumber("temperature_c", Math.Round(details.Celsius, 4));
        _json.WriteNumber("temperature_f", EventUnits.ToFahrenheit(details.Celsius));
        Seconds("sample_time", context.EventTimeMs);
        Number("threshold_low_c", details.LowCelsius);
        Number("threshold_high_c", details.HighCelsius);
        if (details.State is null)
        {
            _json.WriteNull("state");
        }
        else
        {
            _json.WriteString("state", details.State);
        }

        Number("humidity_pct", Rounded(details.HumidityPercent));
        return End();
    }

    private void Begin(EventContext context) => Begin(context, context.LandmarkId, context.LandmarkName);

    private void Begin(EventContext context, long? landmarkId, string? landmarkName)
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        Span<byte> id = stackalloc byte[32];
        context.Id.Value.TryFormat(id, out _, "x32");
        _json.WriteString("event_id", id);
        _json.WriteNumber("schema_version", SchemaVersion);
        _json.WriteNumber("vehicle_id", context.VehicleId);
        _json.WriteString("label", context.Label);
        _json.WriteString("vin", context.Vin);
        _json.WriteString("serial_number", context.SerialNumber);
        _json.WriteString("device_id", context.DeviceId);
        _json.WriteString("protocol", context.Protocol);
        Seconds("event_time", context.EventTimeMs);
        Seconds("fix_time", context.FixTimeMs);
        Seconds("received_time", context.ReceivedMs);
        Number("latitude", context.Latitude);
        Number("longitude", context.Longitude);
        Number("heading", context.Heading);
        Number("speed_mph", context.SpeedKph is { } kph ? EventUnits.ToMph(kph) : null);
        _json.WriteString("ignition", context.Ignition switch { true => "on", false => "off", null => null });
        Number("odometer_mi", context.OdometerMeters is { } meters ? EventUnits.ToMiles(meters) : null);
        Number("driver_id", context.DriverId);
        _json.WriteString("first_name", context.DriverFirstName);
        _json.WriteString("last_name", context.DriverLastName);
        Number("landmark_id", landmarkId);
        _json.WriteString("landmark", landmarkName);
        _json.WriteBoolean("fix_valid", context.FixValid);
        Number("satellites", context.Satellites);
        Number("hdop", context.Hdop);
        _json.WriteBoolean("late", context.Late);
    }

    private ReadOnlySpan<byte> End()
    {
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenSpan;
    }

    private void WriteInputs(uint? inputs)
    {
        if (inputs is not { } bits)
        {
            _json.WriteNull("inputs");
            return;
        }

        _json.WriteStartObject("inputs");
        for (var input = 0; input < InputNames.Count; input++)
        {
            _json.WriteBoolean(InputNames.Of(input), (bits & (1u << input)) != 0);
        }

        _json.WriteEndObject();
    }

    private void Seconds(string name, long? unixMs) =>
        Number(name, unixMs is { } value ? EventUnits.ToSeconds(value) : (long?)null);

    private void Number(string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            _json.WriteNumber(name, number);
        }
        else
        {
            _json.WriteNull(name);
        }
    }

    private void Number(string name, long? value)
    {
        if (value is { } number)
        {
            _json.WriteNumber(name, number);
        }
        else
        {
            _json.WriteNull(name);
        }
    }

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 3) : null;

    private static class InputNames
    {
        public const int Count = 4;

        private static readonly JsonEncodedText[] Names =
            [JsonEncodedText.Encode("1"), JsonEncodedText.Encode("2"), JsonEncodedText.Encode("3"), JsonEncodedText.Encode("4")];

        public static JsonEncodedText Of(int input) => Names[input];
    }
}
