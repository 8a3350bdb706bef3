using System.Globalization;
using Gateway.Configuration.Store;
using Gateway.Geo.Roads;

namespace Gateway.Api.Roads;

/// <summary>Reads the query of <c>/v1/roads/at</c>.</summary>
internal sealed class RoadQueryReader(IQueryCollection query, List<Fault> faults)
{
    private const double MostMph = 500;
    private const double MostMetres = 1_000;

    public RoadFix Read()
    {
        var latitude = Number("latitude", -90, 90);
        var longitude = Number("longitude", -180, 180);
        Require("latitude", latitude);
        Require("longitude", longitude);
        return new RoadFix
        {
            Latitude = latitude ?? 0,
            Longitude = longitude ?? 0,
            Heading = Number("heading", 0, 360),
            SpeedMph = Number("speed_mph", 0, MostMph),
            AccuracyMetres = Number("accuracy_m", 0, MostMetres),
        };
    }

    private void Require(string name, double? value)
    {
        if (value is null && !faults.Exists(fault => fault.Field == name))
        {
            faults.Add(new Fault(name, $"{name} is required."));
        }
    }

    private double? Number(string name, double least, double most)
    {
        if (!query.TryGetValue(name, out var values))
        {
            return null;
        }

        if (values.Count == 1
            && double.TryParse(values[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        faults.Add(new Fault(name, $"{name} must be one number from {least} to {most}."));
        return null;
    }
}
