using System.IO.Hashing;
using Gateway.Geo;
using Gateway.Protocol.Reports;

namespace Gateway.Vehicles.Timelines;

/// <summary>Reduces reports to facts.</summary>
internal static class FactReader
{
    private const double MostMeters = 1000;
    private const int FewSatellites = 4;

    /// <summary>Hash of a report's content, for <see cref="TimelineFact.Hash"/> (XXH32, xxHash specification 0.2).</summary>
    public static uint HashOf(ReadOnlySpan<byte> canonicalBytes) => XxHash32.HashToUInt32(canonicalBytes);

    /// <summary>
    /// Whether a report says anything to a timeline. A bare ping has neither a time nor a word about the vehicle: it
    /// would only stand in the way of the records that the device still holds.
    /// </summary>
    public static bool IsFact(DeviceReport report, bool told) =>
        told || report.HasFix || report.Ignition is not null || report.DriverReported;

    /// <summary>The fact.</summary>
    /// <param name="report">The report.</param>
    /// <param name="hash">Of its content.</param>
    /// <param name="timeMs">Its event time.</param>
    /// <param name="known">The credential known so far: the same one is not allocated again.</param>
    /// <param name="settings">The account's.</param>
    public static TimelineFact Read(DeviceReport report, uint hash, long timeMs, string? known, MotionSettings settings)
    {
        var fields = FactFields.None;
        var place = default(Place);
        if (report.HasFix && IsPlace(report.Latitude, report.Longitude))
        {
            fields |= FactFields.Fix;
            place = Place.Of(report.Latitude, report.Longitude);
            fields |= report.SpeedKph is >= 0 ? FactFields.Speed : FactFields.None;
        }

        fields |= report.Ignition switch
        {
            null => FactFields.None,
            true => FactFields.IgnitionKnown | FactFields.IgnitionOn,
            false => FactFields.IgnitionKnown,
        };
        fields |= report.Moving switch
        {
            null => FactFields.None,
            true => FactFields.MovingKnown | FactFields.Moving,
            false => FactFields.MovingKnown,
        };
        fields |= report.OdometerMeters is >= 0 and < 1e12 ? FactFields.Odometer : FactFields.None;
        fields |= report.DriverReported ? FactFields.Driver : FactFields.None;
        return new TimelineFact
        {
            TimeMs = timeMs,
            Hash = hash,
            Kind = FactKind.Report,
            Fields = fields,
            LatitudeE7 = place.LatitudeE7,
            LongitudeE7 = place.LongitudeE7,
            SpeedTenths = (fields & FactFields.Speed) != 0 ? (ushort)Math.Min(Math.Round(report.SpeedKph!.Value * 10), ushort.MaxValue) : (ushort)0,
            AccuracyTenths = (fields & FactFields.Fix) != 0 ? (ushort)Math.Round(Accuracy(report, settings) * 10) : (ushort)0,
            Value = (fields & FactFields.Odometer) != 0 ? (long)Math.Round(report.OdometerMeters!.Value) : 0,
            Credential = report.DriverReported ? TextOf(report.Driver, known) : null,
        };
    }

    /// <summary>Both zero is what a receiver without a fix says, not a place in the Gulf of Guinea.</summary>
    private static bool IsPlace(double latitude, double longitude) =>
        GeoPoint.IsValidPosition(latitude, longitude) && (Math.Abs(latitude) > 1e-6 || Math.Abs(longitude) > 1e-6);

    private static double Accuracy(DeviceReport report, MotionSettings settings)
    {
        var meters = report.Hdop is > 0 ? report.Hdop.Value * settings.MetersPerHdop : settings.UnknownAccuracyMeters;
        if (report.Satellites is { } satellites && satellites < FewSatellites)
        {
            // Without a fourth satellite the height is a guess, and the place leans on it.
            meters *= 3;
        }

        return Math.Min(meters, MostMeters);
    }

    private static string TextOf(in DeviceText text, string? known)
    {
        var bytes = DeviceText.AsSpan(in text);
        return bytes.IsEmpty ? ""
            : known is not null && System.Text.Ascii.Equals(bytes, known) ? known
            : text.ToString();
    }
}
