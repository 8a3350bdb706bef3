namespace Gateway.Vehicles.Timelines;

/// <content>Ignition edges, trips, idles.</content>
internal sealed partial class TimelineFold
{
    private const int SustainedFacts = 2;
    private const long SustainedMs = 60_000;

    private void SwitchIgnition(bool on)
    {
        var known = _s.Ignition is not null;
        var since = _s.IgnitionSinceMs;
        _s.Ignition = on;
        _s.IgnitionSinceMs = known ? _fact.TimeMs : NoTime;
        if (on && _s.Trip.Phase is TripPhase.None or TripPhase.Candidate)
        {
            StartTrip(TripPhase.Armed, _fact.TimeMs);
        }

        if (known)
        {
            Edge(on, since);
        }

        if (!on)
        {
            CloseIdle(_fact.TimeMs, EndReason.IgnitionOff);
            CloseTrip(_fact.TimeMs, EndReason.IgnitionOff);
        }
    }

    private void Edge(bool on, long since)
    {
        var key = on ? 1L : 0L;

        // A trip that may begin has an id; one that never did has none to end.
        var hasTrip = on ? _s.Trip.Phase != TripPhase.None : _s.Trip.Phase == TripPhase.Moving;
        var edge = new TimelineObject
        {
            Kind = ObjectKind.Edge,
            StartMs = _fact.TimeMs,
            EndMs = _fact.TimeMs,
            Key = key,
            SinceMs = since,
            TripId = hasTrip ? _s.Trip.Tag.Id : 0,
            TripStartMs = hasTrip ? _s.Trip.StartMs : 0,
            Figures = _s.Trip.Figures,
            Driver = _s.Driver.Driver,
            OdometerMeters = _s.OdometerMeters,
            StartLandmark = _s.LandmarkId,
            EndLandmark = _s.LandmarkId,
        };

        // As the report itself tells it: its own fix, which may not have been taken in yet, or else the last one.
        var hasOwn = _fact.Has(FactFields.Fix);
        edge.Start = edge.End = hasOwn ? _fact.Place : _s.HasFix ? _s.Fix : null;
        edge.EndFixMs = hasOwn ? _fact.TimeMs : _s.HasFix ? _s.FixMs : 0;
        edge.Tag = Sent(NewTag(ObjectKind.Edge, key, _fact.TimeMs), 0, edge.Content);
        _changes.Add(new TimelineChange(false, edge));
    }

    private void TakeMotion()
    {
        var moving = _fact.Has(FactFields.Fix) ? TakeFix()
            : _fact.Has(FactFields.MovingKnown) ? _fact.Has(FactFields.Moving)
            : (bool?)null;
        if (moving == true)
        {
            Move();
        }
        else if (moving == false)
        {
            Stand();
        }

        if (_s.Ignition == true && _s.StillSinceMs != NoTime && !_s.Idle.IsOpen && moving != true && IsStillOn())
        {
            _s.Idle = new OpenIdle
            {
                IsOpen = true,
                Tag = NewTag(ObjectKind.Idle, 0, _fact.TimeMs) with { Revision = 0 },
                StartMs = _fact.TimeMs,
            };
            _s.Idle = _s.Idle with { Tag = _s.Idle.Tag with { Sent = DescribeIdle(NoTime, EndReason.None).Content } };
        }
    }

    /// <summary>Not where this very fact switches it off.</summary>
    private bool IsStillOn() => !_fact.Has(FactFields.IgnitionKnown) || _fact.Has(FactFields.IgnitionOn);

    private void Move()
    {
        _s.StillSinceMs = NoTime;
        _s.MovingFacts++;
        CloseIdle(_fact.TimeMs, EndReason.Motion);
        switch (_s.Trip.Phase)
        {
            case TripPhase.None when _s.Ignition == true:
                StartTrip(TripPhase.Moving, _fact.TimeMs);
                break;
            case TripPhase.None when _s.Ignition is null:
                StartTrip(TripPhase.Candidate, _fact.TimeMs);
                break;
            case TripPhase.Candidate
                when _s.MovingFacts >= SustainedFacts || _fact.TimeMs - _s.Trip.StartMs >= SustainedMs:
            case TripPhase.Armed:
                _s.Trip = _s.Trip with { Phase = TripPhase.Moving };
                break;
        }
    }

    private void Stand()
    {
        _s.MovingFacts = 0;
        if (_s.StillSinceMs == NoTime)
        {
            _s.StillSinceMs = _fact.TimeMs;
            _s.Trip = _s.Trip with { PointsAtStill = _s.Trip.Figures.Points };
        }

        var trip = _s.Trip;
        if (trip.Phase == TripPhase.Candidate)
        {
            _s.Trip = default;
        }
        else if (trip.Phase != TripPhase.None
            && _fact.TimeMs - Math.Max(_s.StillSinceMs, trip.StartMs) > _settings.TripIdleEndMs)
        {
            CloseTrip(_s.StillSinceMs, EndReason.Idle);
        }
    }

    private void StartTrip(TripPhase phase, long timeMs)
    {
        var place = _stepFrom ?? KnownPlace();
        var figures = TimelineFigures.Empty;
        figures.Meters = _stepMeters;
        figures.Points = _fact.Has(FactFields.Fix) && phase != TripPhase.Armed ? 1 : 0;
        if (place is { } at)
        {
            figures.TakeBounds(at);
        }

        if (_stepFrom is not null)
        {
            figures.TakeBounds(_s.Track);
            figures.MaxSpeedTenths = _s.SpeedTenths;
        }

        _s.Trip = new OpenTrip
        {
            Phase = phase,
            Tag = NewTag(ObjectKind.Trip, 0, timeMs),
            StartMs = timeMs,
            Start = place,
            StartLandmark = _stepFrom is null ? _s.LandmarkId : _stepLandmark,
            Figures = figures,
        };
    }

    private void CloseTrip(long endMs, EndReason reason)
    {
        var trip = _s.Trip;
        _s.Trip = default;
        if (trip.Phase != TripPhase.Moving)
        {
            return;
        }

        var closed = DescribeTrip(trip, endMs, reason);
        var content = closed.IsSilent ? ObjectTag.Voided : closed.Content;
        closed.IsNews = content != trip.Tag.Sent && (!closed.IsSilent || trip.Tag.Revision >= 0);
        if (closed.IsNews)
        {
            closed.Tag = Sent(trip.Tag, trip.Tag.Revision + 1, content);
        }

        _changes.Add(new TimelineChange(false, closed));
    }

    private TimelineObject DescribeTrip(in OpenTrip trip, long endMs, EndReason reason)
    {
        var figures = trip.Figures;
        if (reason == EndReason.Idle)
        {
            figures.Points = Math.Max(trip.PointsAtStill, 1);
        }

        return new TimelineObject
        {
            Kind = ObjectKind.Trip,
            Tag = trip.Tag,
            StartMs = trip.StartMs,
            EndMs = endMs,
            IsSilent = figures.DistanceMeters < _settings.TripMinMeters,
            Start = trip.Start,
            End = _s.HasFix ? _s.Track : null,
            StartLandmark = trip.StartLandmark,
            EndLandmark = _s.LandmarkId,
            Reason = reason,
            HasMoved = trip.Phase == TripPhase.Moving,
            Figures = figures,
            Driver = _s.Driver.Driver,
            OdometerMeters = _s.OdometerMeters,
        };
    }

    private void CloseIdle(long endMs, EndReason reason)
    {
        if (!_s.Idle.IsOpen)
        {
            return;
        }

        var closed = DescribeIdle(endMs, reason);
        closed.ShownMs = Math.Max(_s.ReportMs - _s.Idle.StartMs, 0);

        // Where silence had told an end, another end is a revision of it.
        var tag = closed.Tag;
        closed.IsNews = tag.Sent != closed.Content;
        closed.Tag = Sent(tag, tag.Revision + (closed.IsNews && IsProvisional(tag) ? 1 : 0), closed.Content);
        _s.Idle = default;
        var lasted = endMs - closed.StartMs;
        if (_s.Trip.Phase is TripPhase.Armed or TripPhase.Moving && lasted >= _settings.TripIdleMinMs)
        {
            var figures = _s.Trip.Figures;
            _s.Trip = _s.Trip with
            {
                Figures = figures with { IdleMs = figures.IdleMs + lasted, IdleCount = figures.IdleCount + 1 },
            };
        }

        _changes.Add(new TimelineChange(false, closed));
    }

    /// <summary>Whether an end was told while the idle goes on: what was sent is no longer its opening.</summary>
    private bool IsProvisional(ObjectTag tag) => tag.Sent != DescribeIdle(NoTime, EndReason.None).Content;

    /// <summary>The idle that goes on in a state.</summary>
    public TimelineObject DescribeIdle(TimelineState state)
    {
        _s = state;
        return DescribeIdle(NoTime, EndReason.None);
    }

    private TimelineObject DescribeIdle(long endMs, EndReason reason) => new()
    {
        Kind = ObjectKind.Idle,
        Tag = _s.Idle.Tag,
        StartMs = _s.Idle.StartMs,
        EndMs = endMs,
        Start = KnownPlace(),
        End = KnownPlace(),
        EndFixMs = _s.HasFix ? _s.FixMs : 0,
        StartLandmark = _s.LandmarkId,
        EndLandmark = _s.LandmarkId,
        Reason = reason,
        Driver = _s.Driver.Driver,
        OdometerMeters = _s.OdometerMeters,
    };

    /// <summary>No data for longer than the setting: what went on ended with the last report.</summary>
    private void EndByGap()
    {
        CloseIdle(_s.ReportMs, EndReason.NoData);
        CloseTrip(_s.ReportMs, EndReason.NoData);
        _s.StillSinceMs = NoTime;
        _s.MovingFacts = 0;
    }

    private Place? KnownPlace() => _s.HasFix ? _s.Track : null;
}
