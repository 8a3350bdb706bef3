using Gateway.Vehicles.Timelines;

namespace Gateway.Vehicles.History;

/// <summary>A timeline's state as bytes, about 120 for a vehicle under way; the format stands in the README.</summary>
internal static class TimelineStateCodec
{
    /// <summary>Raised when the format changes.</summary>
    public const byte Version = 1;

    private const int MaxVisits = 100_000;

    public static void Write(ref ByteSink to, TimelineState s)
    {
        to.Byte(Version);
        to.Time(s.NewestMs, 0);
        to.UInt32(s.NewestHash);
        to.Time(s.ReportMs, s.NewestMs);
        to.Signed(s.FixReceivedMs);
        to.Byte((byte)(s.Ignition switch { null => 0, false => 1, true => 2 }));
        to.Time(s.IgnitionSinceMs, s.NewestMs);
        to.Time(s.FixMs, s.NewestMs);
        to.Signed(s.OdometerMeters);
        if (s.HasFix)
        {
            to.Place(s.Fix);
            to.Signed(s.SpeedTenths);
            to.Place(s.Track);
        }

        WriteSuspect(ref to, s);
        to.Byte((byte)((s.IsStanding ? 1 : 0) | (s.IsUndecided ? 2 : 0)));
        if (s.IsStanding)
        {
            to.Place(s.Anchor);
            to.Signed(s.AnchorFixes);
            to.Double(s.AnchorScatter);
            to.Signed(s.BeyondFixes);
            to.Place(s.Beyond);
        }

        to.Signed(s.NearFixes);
        to.Time(s.StillSinceMs, s.NewestMs);
        to.Signed(s.MovingFacts);
        WriteTrip(ref to, s);
        to.Byte((byte)(s.Idle.IsOpen ? 1 : 0));
        if (s.Idle.IsOpen)
        {
            WriteTag(ref to, s.Idle.Tag);
            to.Time(s.Idle.StartMs, s.NewestMs);
        }

        to.Unsigned((ulong)s.Visits.Length);
        foreach (var visit in s.Visits)
        {
            to.Signed(visit.LandmarkId);
            WriteTag(ref to, visit.Tag);
            to.Time(visit.EnterMs, s.NewestMs);
            to.Time(visit.CrossingMs, visit.EnterMs);
            to.Place(visit.Crossing);
            to.Byte((byte)((byte)visit.Detection | (visit.IsSilent ? 0x80 : 0)));
        }

        WriteDriver(ref to, s);
    }

    /// <exception cref="InvalidDataException">The bytes are no state.</exception>
    public static TimelineState Read(ref ByteSource from)
    {
        if (from.Byte() is var version && version != Version)
        {
            throw new InvalidDataException($"A timeline of version {version}.");
        }

        var s = new TimelineState { NewestMs = from.Time(0), NewestHash = from.UInt32() };
        s.ReportMs = from.Time(s.NewestMs);
        s.FixReceivedMs = from.Signed();
        s.Ignition = from.Byte() switch { 0 => null, 1 => false, _ => true };
        s.IgnitionSinceMs = from.Time(s.NewestMs);
        s.FixMs = from.Time(s.NewestMs);
        s.OdometerMeters = from.Signed();
        if (s.HasFix)
        {
            s.Fix = from.Place();
            s.SpeedTenths = from.Int32();
            s.Track = from.Place();
        }

        ReadSuspect(ref from, s);
        var standing = from.Byte();
        s.IsStanding = (standing & 1) != 0;
        s.IsUndecided = (standing & 2) != 0;
        if (s.IsStanding)
        {
            s.Anchor = from.Place();
            s.AnchorFixes = from.Int32();
            s.AnchorScatter = from.Double();
            s.BeyondFixes = from.Int32();
            s.Beyond = from.Place();
        }

        s.NearFixes = from.Int32();
        s.StillSinceMs = from.Time(s.NewestMs);
        s.MovingFacts = from.Int32();
        ReadTrip(ref from, s);
        if (from.Byte() != 0)
        {
            s.Idle = new OpenIdle { IsOpen = true, Tag = ReadTag(ref from), StartMs = from.Time(s.NewestMs) };
        }

        s.Visits = ReadVisits(ref from, s.NewestMs);
        ReadDriver(ref from, s);
        return s;
    }

    private static Visit[] ReadVisits(ref ByteSource from, long near)
    {
        var count = from.Count(MaxVisits);
        var visits = count == 0 ? [] : new Visit[count];
        for (var i = 0; i < visits.Length; i++)
        {
            var landmark = from.Signed();
            var tag = ReadTag(ref from);
            var enter = from.Time(near);
            var crossing = from.Time(enter);
            var place = from.Place();
            var detection = from.Byte();
            visits[i] = new Visit
            {
                LandmarkId = landmark,
                Tag = tag,
                EnterMs = enter,
                CrossingMs = crossing,
                Crossing = place,
                Detection = (Detection)(detection & 0x7F),
                IsSilent = (detection & 0x80) != 0,
            };
        }

        return visits;
    }

    private static void WriteSuspect(ref ByteSink to, TimelineState s)
    {
        to.Byte((byte)s.Suspect.Kind);
        if (s.Suspect.Kind != 0)
        {
            to.Time(s.Suspect.TimeMs, s.NewestMs);
            to.UInt32(s.Suspect.Hash);
            to.Byte((byte)s.Suspect.Fields);
            to.Place(s.Suspect.Place);
            to.Unsigned(s.Suspect.SpeedTenths);
            to.Unsigned(s.Suspect.AccuracyTenths);
            to.Signed(s.Suspect.Value);
        }
    }

    private static void ReadSuspect(ref ByteSource from, TimelineState s)
    {
        if ((FactKind)from.Byte() is var kind && kind == 0)
        {
            return;
        }

        var time = from.Time(s.NewestMs);
        var hash = from.UInt32();
        var fields = (FactFields)from.Byte();
        var place = from.Place();
        s.Suspect = new TimelineFact
        {
            Kind = kind,
            TimeMs = time,
            Hash = hash,
            Fields = fields,
            LatitudeE7 = place.LatitudeE7,
            LongitudeE7 = place.LongitudeE7,
            SpeedTenths = (ushort)from.Unsigned(),
            AccuracyTenths = (ushort)from.Unsigned(),
            Value = from.Signed(),
        };
    }

    private static void WriteTrip(ref ByteSink to, TimelineState s)
    {
        var trip = s.Trip;
        to.Byte((byte)trip.Phase);
        if (trip.Phase == TripPhase.None)
        {
            return;
        }

        WriteTag(ref to, trip.Tag);
        to.Time(trip.StartMs, s.NewestMs);
        to.Byte((byte)((trip.Start is null ? 0 : 1)
            | (trip.Figures.HasBounds ? 2 : 0)
            | (trip.Figures.OdometerMonotone ? 4 : 0)
            | (trip.Figures.DriverChanged ? 8 : 0)));
        if (trip.Start is { } start)
        {
            to.Place(start);
        }

        to.Signed(trip.StartLandmark);
        to.Signed(trip.PointsAtStill);
        var figures = trip.Figures;
        to.Double(figures.Meters);
        to.Signed(figures.OdometerStart);
        to.Signed(figures.OdometerEnd);
        to.Signed(figures.MaxSpeedTenths);
        to.Signed(figures.Points);
        to.Signed(figures.IdleMs);
        to.Signed(figures.IdleCount);
        if (figures.HasBounds)
        {
            to.Place(figures.Least);
            to.Place(figures.Most);
        }
    }

    private static void ReadTrip(ref ByteSource from, TimelineState s)
    {
        if ((TripPhase)from.Byte() is var phase && phase == TripPhase.None)
        {
            return;
        }

        var tag = ReadTag(ref from);
        var startMs = from.Time(s.NewestMs);
        var flags = from.Byte();
        Place? start = (flags & 1) != 0 ? from.Place() : null;
        var landmark = from.Signed();
        var pointsAtStill = from.Int32();
        var figures = new TimelineFigures
        {
            Meters = from.Double(),
            OdometerStart = from.Signed(),
            OdometerEnd = from.Signed(),
            OdometerMonotone = (flags & 4) != 0,
            MaxSpeedTenths = from.Int32(),
            Points = from.Int32(),
            IdleMs = from.Signed(),
            IdleCount = from.Int32(),
            HasBounds = (flags & 2) != 0,
            DriverChanged = (flags & 8) != 0,
        };
        if (figures.HasBounds)
        {
            figures.Least = from.Place();
            figures.Most = from.Place();
        }

        s.Trip = new OpenTrip
        {
            Phase = phase,
            Tag = tag,
            StartMs = startMs,
            Start = start,
            StartLandmark = landmark,
            Figures = figures,
            PointsAtStill = pointsAtStill,
        };
    }

    private static void WriteDriver(ref ByteSink to, TimelineState s)
    {
        var driver = s.Driver;
        to.Text(driver.Told);
        to.Text(driver.Driver.Credential);
        to.Signed(driver.Driver.DriverId);
        to.Text(driver.Previous.Credential);
        to.Signed(driver.Previous.DriverId);
        if (!driver.Driver.IsNone)
        {
            WriteTag(ref to, driver.Tag);
            to.Time(driver.StartMs, s.NewestMs);
        }
    }

    private static void ReadDriver(ref ByteSource from, TimelineState s)
    {
        var told = from.Text();
        var driver = new OpenDriver
        {
            Told = told,
            Driver = new DriverIdentity(from.Text(told), from.Signed()),
            Previous = new DriverIdentity(from.Text(told), from.Signed()),
        };
        if (!driver.Driver.IsNone)
        {
            driver.Tag = ReadTag(ref from);
            driver.StartMs = from.Time(s.NewestMs);
        }

        s.Driver = driver;
    }

    private static void WriteTag(ref ByteSink to, ObjectTag tag)
    {
        to.UInt64(tag.Id);
        to.Signed(tag.Revision);
        to.UInt64(tag.Sent);
    }

    private static ObjectTag ReadTag(ref ByteSource from) => new(from.UInt64(), from.Int32(), from.UInt64());
}
