using System.Text;

namespace Gateway.Tests.Tracing;

/// <summary>A span as the collector got it.</summary>
internal sealed record ReceivedSpan(
    string TraceId, string SpanId, string ParentId, string Name, ulong Start, ulong End, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>Reads opentelemetry.proto.trace.v1.Span.</summary>
    public static ReceivedSpan Read(byte[] message)
    {
        var fields = ProtobufField.Read(message);
        return new ReceivedSpan(
            Hex(1), Hex(2), Hex(4), Encoding.UTF8.GetString(Bytes(5)), Number(7), Number(8),
            fields.Where(field => field.Number == 9).Select(field => ReadTag(field.Bytes)).ToDictionary());

        byte[] Bytes(int number) => fields.Find(field => field.Number == number)?.Bytes ?? [];

        string Hex(int number) => Convert.ToHexStringLower(Bytes(number));

        ulong Number(int number) => fields.Find(field => field.Number == number)?.Value ?? 0;
    }

    private static KeyValuePair<string, string> ReadTag(byte[] message)
    {
        var fields = ProtobufField.Read(message);
        var value = ProtobufField.Read(fields.Single(field => field.Number == 2).Bytes).Single();
        return new(
            Encoding.UTF8.GetString(fields.Single(field => field.Number == 1).Bytes),
            value.Number == 1 ? Encoding.UTF8.GetString(value.Bytes) : value.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
