using System.Text.Json;

namespace Gateway.Geo.Landmarks.GeoJson;

/// <summary>Reads one ring: at least four positions, the last equal to the first.</summary>
internal static class RingReader
{
    public static LandmarkRing? Read(JsonElement element, string path, FaultList faults)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            faults.Add(path, LandmarkFaultCode.CoordinatesMalformed, "A ring must be an array of positions.");
            return null;
        }

        var count = element.GetArrayLength();
        if (count == 0)
        {
            faults.Add(path, LandmarkFaultCode.RingEmpty, "A ring must not be empty.");
            return null;
        }

        var coordinates = new double[2 * count];
        double[]? altitudes = null;
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            // One fault a ring: a ring with degrees swapped has as many as it has positions.
            if (!PositionReader.TryRead(item, path, index, faults, out var point, out var altitude))
            {
                return null;
            }

            coordinates[2 * index] = point.Longitude;
            coordinates[(2 * index) + 1] = point.Latitude;
            if (!double.IsNaN(altitude))
            {
                altitudes ??= NoAltitudes(count);
                altitudes[index] = altitude;
            }

            index++;
        }

        if (count < 4)
        {
            faults.Add(
                path,
                LandmarkFaultCode.RingTooShort,
                $"A ring needs at least four positions, the last equal to the first; this one has {count}.");
            return null;
        }

        if (coordinates[0] != coordinates[^2] || coordinates[1] != coordinates[^1])
        {
            faults.Add(
                $"{path}[{count - 1}]",
                LandmarkFaultCode.RingNotClosed,
                "The ring is not closed: its last position must be the same as its first.");
            return null;
        }

        return new LandmarkRing(coordinates, altitudes);
    }

    private static double[] NoAltitudes(int count)
    {
        var altitudes = new double[count];
        Array.Fill(altitudes, double.NaN);
        return altitudes;
    }
}
