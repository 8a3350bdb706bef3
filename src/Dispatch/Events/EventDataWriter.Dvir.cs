using System.Text.Json;

namespace Gateway.Dispatch.Events;

/// <content>Inspections.</content>
public sealed partial class EventDataWriter
{
    /// <param name="context">The common fields.</param>
    /// <param name="dvirId">The inspection's id.</param>
    /// <param name="fields">
    /// A JSON object, UTF-8, of the fields beyond the common ones, in their order; its <c>odometer_mi</c>, where not null,
    /// takes the place of the common one.
    /// </param>
    public ReadOnlySpan<byte> Dvir(EventContext context, long dvirId, ReadOnlySpan<byte> fields)
    {
        var before = context.OdometerMeters;
        if (OdometerOf(fields) is { } miles)
        {
            context.OdometerMeters = miles * EventUnits.KilometersPerMile * 1000;
        }

        Begin(context);
        context.OdometerMeters = before;
        _json.WriteNumber("dvir_id", dvirId);
        var reader = new Utf8JsonReader(fields);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isCommon = reader.ValueTextEquals("odometer_mi"u8);
            if (!isCommon)
            {
                _json.WritePropertyName(reader.ValueSpan);
            }

            reader.Read();
            var begin = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!isCommon)
            {
                _json.WriteRawValue(fields[begin..(int)reader.BytesConsumed], skipInputValidation: true);
            }
        }

        return End();
    }

    private static double? OdometerOf(ReadOnlySpan<byte> fields)
    {
        var reader = new Utf8JsonReader(fields);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("odometer_mi"u8))
            {
                reader.Read();
                return reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : null;
            }
        }

        return null;
    }
}
