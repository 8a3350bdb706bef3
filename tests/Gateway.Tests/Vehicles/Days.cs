using CsCheck;
using Gateway.Protocol.Reports;
using Gateway.Vehicles;
using Gateway.Vehicles.History;
using Gateway.Vehicles.Timelines;

namespace Gateway.Tests.Vehicles;

/// <summary>Random days of a vehicle: drives, stops, idles, landmarks on the way, drivers, gaps, jitter.</summary>
internal static class Days
{
    /// <summary>2024-03-01T06:00:00Z.</summary>
    public const long Start = 1_709_272_800_000;

    public static readonly LandmarkCircle[] Circles =
    [
        new(1, 0.100, 10.000, 300), new(2, 0.100, 10.020, 250), new(3, 0.105, 10.030, 150), new(4, 0.100, 10.050, 500),
        new(5, 0.100, 10.051, 2000),
    ];

    private static readonly Gen<Leg> AnyLeg = LegOf(400);

    /// <summary>The reports of a day as facts, ascending, times unique or not.</summary>
    public static readonly Gen<TimelineFact[]> Facts =
        Gen.Select(AnyLeg.Array[1, 12], Gen.Int[0, 2], Gen.Int[0, 2], (legs, wire, odometer) => Run(legs, wire > 0, odometer > 0));

    /// <summary>Days of 1,300 to 2,600 reports, 8 to 14 hours: more than one tail holds.</summary>
    public static readonly Gen<TimelineFact[]> LongFacts =
        from legs in LegOf(35).Array[230, 330]
        from wire in Gen.Int[0, 2]
        select Run(legs, wire > 0, true);

    /// <summary>Takes facts in order, with what the reader would keep.</summary>
    public static void Fold(VehicleState state, IEnumerable<TimelineFact> facts)
    {
        var fold = new TimelineFold();
        var index = ProcessorBench.Circles(Circles.Select(c => (c.Id, c.Latitude, c.Longitude, c.Meters))).Find(1);
        state.Tail.Begin(null, 0);
        foreach (var fact in facts)
        {
            if (!state.Timeline.IsNewer(fact.TimeMs, fact.Hash))
            {
                continue;
            }

            fold.Step(state.VehicleId, state.Timeline, fact, index, MotionSettings.Default, 1);
            state.Tail.Add(fact, 1);
            foreach (var change in fold.Changes)
            {
                if (!change.IsOpening)
                {
                    state.Tail.Add(LedgerEntry.Of(change.Object));
                }
            }
        }
    }

    /// <summary>The report that a fact came from.</summary>
    public static DeviceReport ToReport(TimelineFact fact)
    {
        var report = new DeviceReport
        {
            DeviceTimeMs = fact.TimeMs,
            HasFix = fact.Has(FactFields.Fix),
            Latitude = fact.Place.Latitude,
            Longitude = fact.Place.Longitude,
            SpeedKph = fact.Has(FactFields.Speed) ? fact.SpeedKph : null,
            Hdop = fact.AccuracyMeters / 5,
            Ignition = fact.Has(FactFields.IgnitionKnown) ? fact.Has(FactFields.IgnitionOn) : null,
            OdometerMeters = fact.Has(FactFields.Odometer) ? fact.Value : null,
            DriverReported = fact.Has(FactFields.Driver),
            EventCode = (int)(fact.Hash % 7),
        };
        if (fact.Credential is { Length: > 0 } credential)
        {
            report.Driver.TrySet(System.Text.Encoding.ASCII.GetBytes(credential));
        }

        return report;
    }

    private static Gen<Leg> LegOf(int mostSeconds) => Gen.Select(
        Gen.Int[0, 9], Gen.Int[1, 12], Gen.Int[5, mostSeconds], Gen.Double[-1, 1], Gen.Double[-1, 1], Gen.Int[0, 4],
        (kind, reports, seconds, north, east, driver) => new Leg(kind, reports, seconds, north, east, driver));

    private static TimelineFact[] Run(Leg[] legs, bool hasWire, bool hasOdometer)
    {
        var facts = new List<TimelineFact>();
        var (time, latitude, longitude, odometer, on) = (Start, 0.1, 9.99, 1000L, false);
        foreach (var leg in legs)
        {
            for (var i = 0; i < leg.Reports; i++)
            {
                time += leg.Seconds * 1000L;
                var speed = leg.Kind switch { <= 4 => 60, 5 => 4, _ => 0 };
                var step = leg.Kind <= 4 ? 0.004 : 0.0001;
                on = leg.Kind == 8 ? leg.Driver % 2 == 0 : leg.Kind != 7 && (leg.Kind <= 6 || on);
                var jump = leg is { Kind: 9, Reports: > 3 } && i == 1 ? 1 : 0;
                latitude = Math.Clamp(latitude + (leg.North * step * 0.2), 0.09, 0.11);
                longitude = Math.Clamp(longitude + (leg.East * step), 9.98, 10.07);
                odometer += leg.Kind <= 4 ? (long)(Math.Abs(leg.East) * 450) : 0;
                var fields = (leg.Kind == 8 ? FactFields.None : FactFields.Fix | FactFields.Speed)
                    | (hasWire ? FactFields.IgnitionKnown | (on ? FactFields.IgnitionOn : 0) : 0)
                    | (hasOdometer ? FactFields.Odometer : 0)
                    | (leg.Driver > 0 && i == 0 ? FactFields.Driver : 0);
                facts.Add(new TimelineFact
                {
                    TimeMs = time,
                    Hash = (uint)((facts.Count + 1) * 2654435761L),
                    Kind = FactKind.Report,
                    Fields = fields,
                    LatitudeE7 = (fields & FactFields.Fix) != 0 ? Place.Of(latitude + jump, longitude).LatitudeE7 : 0,
                    LongitudeE7 = (fields & FactFields.Fix) != 0 ? Place.Of(latitude, longitude).LongitudeE7 : 0,
                    SpeedTenths = (ushort)((fields & FactFields.Speed) != 0 ? speed * 10 : 0),
                    AccuracyTenths = (ushort)((fields & FactFields.Fix) != 0 ? 80 : 0),
                    Value = hasOdometer ? odometer : 0,
                    Credential = (fields & FactFields.Driver) != 0 ? leg.Driver == 4 ? "" : $"00000000000000A{leg.Driver}" : null,
                });
            }
        }

        return [.. facts];
    }

    internal sealed record LandmarkCircle(long Id, double Latitude, double Longitude, double Meters);

    private sealed record Leg(int Kind, int Reports, int Seconds, double North, double East, int Driver);
}
