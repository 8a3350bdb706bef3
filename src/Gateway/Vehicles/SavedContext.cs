using Gateway.Dispatch.Events;

namespace Gateway.Vehicles;

/// <summary>The fields of a context that a message about another moment changes, to be put back after it.</summary>
internal struct SavedContext
{
    private long _eventTimeMs;
    private long? _fixTimeMs;
    private double? _latitude;
    private double? _longitude;
    private double? _heading;
    private double? _speedKph;
    private bool? _ignition;
    private double? _odometerMeters;
    private bool _fixValid;
    private int? _satellites;
    private double? _hdop;
    private long? _landmarkId;
    private string? _landmarkName;
    private long? _driverId;
    private string? _firstName;
    private string? _lastName;

    public void Take(EventContext from)
    {
        _eventTimeMs = from.EventTimeMs;
        _fixTimeMs = from.FixTimeMs;
        _latitude = from.Latitude;
        _longitude = from.Longitude;
        _heading = from.Heading;
        _speedKph = from.SpeedKph;
        _ignition = from.Ignition;
        _odometerMeters = from.OdometerMeters;
        _fixValid = from.FixValid;
        _satellites = from.Satellites;
        _hdop = from.Hdop;
        _landmarkId = from.LandmarkId;
        _landmarkName = from.LandmarkName;
        _driverId = from.DriverId;
        _firstName = from.DriverFirstName;
        _lastName = from.DriverLastName;
    }

    public readonly void Give(EventContext to)
    {
        to.EventTimeMs = _eventTimeMs;
        to.FixTimeMs = _fixTimeMs;
        to.Latitude = _latitude;
        to.Longitude = _longitude;
        to.Heading = _heading;
        to.SpeedKph = _speedKph;
        to.Ignition = _ignition;
        to.OdometerMeters = _odometerMeters;
        to.FixValid = _fixValid;
        to.Satellites = _satellites;
        to.Hdop = _hdop;
        to.LandmarkId = _landmarkId;
        to.LandmarkName = _landmarkName;
        to.DriverId = _driverId;
        to.DriverFirstName = _firstName;
        to.DriverLastName = _lastName;
    }
}
