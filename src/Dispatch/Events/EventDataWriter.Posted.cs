namespace Gateway.Dispatch.Events;

/// <content>The type <c>posted</c>.</content>
public sealed partial class EventDataWriter
{
    public ReadOnlySpan<byte> Posted(EventContext context, in PostedDetails details)
    {
        Begin(context);
        double? over = context.SpeedKph is { } kph ? EventUnits.Over(EventUnits.ToMph(kph), details.LimitMph) : null;
        _json.WriteNumber("speed_limit_mph", details.LimitMph);
        _json.WriteNumber("threshold_mph", details.ThresholdMph);
        Number("over_mph", over);
        Number("percent_over", over is { } part ? Math.Round(part / details.LimitMph * 100, 2) : null);
        _json.WriteString("road_name", details.RoadName);
        Number("way_id", details.WayId);
        _json.WriteString("limit_source", details.LimitSource);
        _json.WriteNumber("match_distance_ft", EventUnits.ToFeet(details.DistanceMeters));
        Number("match_heading_diff_deg", details.HeadingDifference is { } off ? Math.Round(off, 1) : null);
        _json.WriteNumber("match_confidence", details.Confidence);
        return End();
    }
}
