namespace Gateway.Vehicles.Timelines;

/// <content>Which fixes are believed, and what stands or moves.</content>
internal sealed partial class TimelineFold
{
    // Fixes that the mean of a place rests on before its scatter is believed, and the most that it remembers.
    private const int ScatterFixes = 10;
    private const int MostAnchorFixes = 200;

    // The way that this step's fix went, for a trip that begins with it.
    private Place? _stepFrom;
    private double _stepMeters;
    private long _stepLandmark;

    /// <summary>Whether the fact is one in motion; null where it can't tell.</summary>
    private bool? TakeFix()
    {
        var place = _fact.Place;
        if (!_s.HasFix || !IsImpossible(_s.Fix.MetersTo(place), _fact.TimeMs - _s.FixMs))
        {
            _s.Suspect = default;
            return Believe(_fact);
        }

        var suspect = _s.Suspect;
        if (suspect.Kind == FactKind.Report && !IsImpossible(suspect.Place.MetersTo(place), _fact.TimeMs - suspect.TimeMs))
        {
            // Two that agree with one another and not with the old place: the vehicle is there.
            _s.Suspect = default;
            _ = Believe(suspect);
            return Believe(_fact);
        }

        _s.Suspect = _fact with { Credential = null };
        return null;
    }

    private bool IsImpossible(double meters, long milliseconds) =>
        meters > _settings.JumpMeters
        && meters > _settings.MaxMetersPerSecond * Math.Max(milliseconds / 1000.0, 1);

    private bool Believe(in TimelineFact fix)
    {
        var slow = fix.Has(FactFields.Speed) ? fix.SpeedKph < _settings.MovingKph : !fix.Has(FactFields.Moving);
        if (_s.HasFix && _s.IsStanding && !Departs(fix))
        {
            CountPoint(fix, slow, 0);
            Rest(fix, slow);
            Keep(fix);
            return !slow;
        }

        var departed = _s.HasFix && _s.IsStanding;
        var place = fix.Place;
        var jumped = !_s.HasFix || IsImpossible(_s.Fix.MetersTo(place), fix.TimeMs - _s.FixMs);
        Place? from = _s.HasFix ? _s.Track : null;
        _stepFrom = from;
        _stepMeters = jumped ? 0 : _s.Track.MetersTo(place);
        _stepLandmark = _s.LandmarkId;
        var (fromMs, fromReceivedMs) = (_s.FixMs, _s.FixReceivedMs);
        _s.Track = place;
        CountPoint(fix, slow, _stepMeters);
        Keep(fix);
        _s.IsUndecided = false;
        TrackLandmarks(fix, slow, jumped ? null : from, fromMs, from, fromReceivedMs);
        _s.IsStanding = slow;
        _s.Anchor = slow ? place : default;
        _s.AnchorFixes = slow ? 1 : 0;
        _s.AnchorScatter = 0;
        _s.BeyondFixes = 0;
        _s.Beyond = default;

        return !slow || departed;
    }

    private void Keep(in TimelineFact fix)
    {
        _s.FixMs = fix.TimeMs;
        _s.Fix = fix.Place;
        _s.SpeedTenths = fix.Has(FactFields.Speed) ? fix.SpeedTenths : -1;
        _s.FixReceivedMs = _receivedMs;
    }

    private void CountPoint(in TimelineFact fix, bool slow, double meters)
    {
        if (_s.Trip.Phase == TripPhase.None)
        {
            return;
        }

        var trip = _s.Trip;
        var figures = trip.Figures;
        figures.Points++;
        figures.Meters += meters;
        if (!slow && fix.Has(FactFields.Speed))
        {
            figures.MaxSpeedTenths = Math.Max(figures.MaxSpeedTenths, fix.SpeedTenths);
        }

        if (meters > 0 || !figures.HasBounds)
        {
            figures.TakeBounds(_s.Track);
        }

        trip.Figures = figures;
        trip.Start ??= _s.Track;
        _s.Trip = trip;
    }

    /// <summary>Whether the fix shows that the vehicle is no longer where it stood.</summary>
    private bool Departs(in TimelineFact fix)
    {
        var place = fix.Place;
        var meters = _s.Anchor.MetersTo(place);
        var near = Math.Max(_settings.AnchorMeters, 3 * fix.AccuracyMeters);
        if (fix.Has(FactFields.Speed) && fix.SpeedKph >= _settings.DepartKph && meters > near)
        {
            return true;
        }

        if (meters > Math.Max(_settings.DepartMeters, 6 * fix.AccuracyMeters))
        {
            return true;
        }

        if (meters <= Rested(near))
        {
            _s.BeyondFixes = 0;
            return false;
        }

        // Fixes that drift away stay near one another; those that jitter do not.
        if (_s.BeyondFixes > 0 && _s.Beyond.MetersTo(place) < meters)
        {
            _s.BeyondFixes++;
        }
        else
        {
            _s.BeyondFixes = 1;
            _s.Beyond = place;
        }

        return _s.BeyondFixes >= _settings.AnchorFixes;
    }

    /// <summary>Three times the scatter seen so far, where that is more.</summary>
    private double Rested(double near) =>
        _s.AnchorFixes >= ScatterFixes ? Math.Max(near, 3 * Math.Sqrt(_s.AnchorScatter)) : near;

    /// <summary>A fix of a vehicle that stands: it betters the mean of the place, and moves nothing.</summary>
    private void Rest(in TimelineFact fix, bool slow)
    {
        if (slow && _s.BeyondFixes == 0)
        {
            var meters = _s.Anchor.MetersTo(fix.Place);
            _s.AnchorFixes = Math.Min(_s.AnchorFixes + 1, MostAnchorFixes);
            _s.Anchor = _s.Anchor.Toward(fix.Place, 1.0 / _s.AnchorFixes);
            _s.AnchorScatter += ((meters * meters) - _s.AnchorScatter) / _s.AnchorFixes;
        }

        RestInLandmarks(fix);
    }
}
