using System.Text.Json;
using System.Text.Unicode;

namespace Gateway.Geo.Roads.GeoJson;

/// <summary>
/// Roads from GeoJSON: a FeatureCollection, a Feature, or features one after the other (newline-delimited, RFC 8142).
/// Lines with <c>maxspeed</c> or <c>speed_limit_mph</c>, <c>oneway</c>, <c>name</c>, <c>highway</c>, and <c>osm_id</c>,
/// <c>way_id</c> or <c>id</c>. Other geometries and ways not for motor vehicles are left out.
/// </summary>
public static class RoadGeoJsonReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    /// <summary>Reads the stream to its end; the builder is only to be used where there is no fault.</summary>
    public static async Task<RoadReadResult> ReadAsync(
        Stream stream, RoadIndexBuilder builder, RoadReadLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var sink = new RoadSink(builder, limits);
        var reader = new RoadFeatureReader(sink);
        var splitter = new FeatureSplitter(stream, limits.MaxFeatureBytes);
        var number = 0;
        while (!sink.IsFull)
        {
            switch (await splitter.NextAsync(cancellationToken))
            {
                case FeatureSplit.Feature:
                    Read(reader, sink, splitter.Feature, $"feature {++number}");
                    break;
                case FeatureSplit.TooLarge:
                    sink.Stop($"feature {number + 1}", $"It is larger than {limits.MaxFeatureBytes} bytes.");
                    break;
                case FeatureSplit.Broken:
                    sink.Stop($"byte {splitter.Position}", "This is not GeoJSON, or it is cut off.", isSyntax: true);
                    break;
                default:
                    return sink.ToResult();
            }
        }

        return sink.ToResult();
    }

    private static void Read(RoadFeatureReader reader, RoadSink sink, ReadOnlyMemory<byte> bytes, string place)
    {
        if (!Utf8.IsValid(bytes.Span))
        {
            sink.Fault(place, "It is not valid UTF-8.", isSyntax: true);
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, Options);
            reader.Read(document.RootElement, place);
        }
        catch (JsonException)
        {
            sink.Stop(place, "It is not well-formed JSON.", isSyntax: true);
        }
        catch (InvalidOperationException)
        {
            // A name with half a surrogate pair in it can't be compared.
            sink.Fault(place, "A name in it is not valid Unicode.", isSyntax: true);
        }
    }
}
