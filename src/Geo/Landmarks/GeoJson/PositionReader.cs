using System.Text.Json;

namespace Gateway.Geo.Landmarks.GeoJson;

/// <summary>Reads one position: longitude, latitude, and optionally an altitude.</summary>
internal static class PositionReader
{
    // The path is put together only for a fault: there may be thousands of positions.
    public static bool TryRead(
        JsonElement element, string path, int index, FaultList faults, out GeoPoint point, out double altitude)
    {
        point = default;
        altitude = double.NaN;
        var length = element.ValueKind == JsonValueKind.Array ? element.GetArrayLength() : 0;
        if (length is not (2 or 3))
        {
            return faults.Add(
                PathOf(path, index),
                LandmarkFaultCode.PositionMalformed,
                "A position must be an array of longitude, latitude and optionally altitude.");
        }

        if (!TryNumber(element, 0, path, index, faults, out var longitude)
            || !TryNumber(element, 1, path, index, faults, out var latitude)
            || (length == 3 && !TryNumber(element, 2, path, index, faults, out altitude)))
        {
            return false;
        }

        if (Math.Abs(longitude) > 180)
        {
            return faults.Add(
                $"{PathOf(path, index)}[0]",
                LandmarkFaultCode.LongitudeOutOfRange,
                $"Longitude {longitude} is not between -180 and 180.");
        }

        if (Math.Abs(latitude) > 90)
        {
            return faults.Add(
                $"{PathOf(path, index)}[1]",
                LandmarkFaultCode.LatitudeOutOfRange,
                $"Latitude {latitude} is not between -90 and 90; the longitude comes first in GeoJSON.");
        }

        point = new GeoPoint(latitude, longitude);
        return true;
    }

    private static bool TryNumber(
        JsonElement position, int place, string path, int index, FaultList faults, out double number) =>
        JsonAccess.TryNumber(position[place], out number)
        || faults.Add(
            $"{PathOf(path, index)}[{place}]",
            LandmarkFaultCode.CoordinateNotNumber,
            "An element of a position must be a finite number.");

    private static string PathOf(string path, int index) => index < 0 ? path : $"{path}[{index}]";
}
