namespace Gateway.Dispatch.Events;

/// <summary>Identity of an object that can be sent again, and what this message says of it.</summary>
/// <param name="Id">The object's own id.</param>
/// <param name="Revision">0, and higher each time it turned out different.</param>
/// <param name="IsVoid">It turned out not to have happened.</param>
public readonly record struct ObjectVersion(ulong Id, int Revision, bool IsVoid);

/// <summary>What a <c>trip_complete</c> message says beyond the common fields. Null is "not known".</summary>
/// <param name="Version">The trip.</param>
/// <param name="StartMs">Unix milliseconds.</param>
/// <param name="EndMs">Unix milliseconds.</param>
/// <param name="DistanceMeters">Metres.</param>
/// <param name="DistanceSource"><c>odometer</c> or <c>gps</c>.</param>
/// <param name="Start">Where it began.</param>
/// <param name="End">Where it ended.</param>
/// <param name="StartLandmark">The landmark that it began in.</param>
/// <param name="EndLandmark">The landmark that it ended in.</param>
/// <param name="MaxSpeedKph">Highest speed that a fix told.</param>
/// <param name="IdleMs">Time stood with the ignition on.</param>
/// <param name="IdleCount">How many times it stood so.</param>
/// <param name="Points">Fixes.</param>
/// <param name="EndReason"><c>ignition_off</c>, <c>idle</c> or <c>no_data</c>.</param>
/// <param name="Least">South-western corner.</param>
/// <param name="Most">North-eastern corner.</param>
/// <param name="DriverChanged">Whether the driver changed on the way.</param>
public readonly record struct TripDetails(
    ObjectVersion Version,
    long StartMs,
    long EndMs,
    double? DistanceMeters,
    string? DistanceSource,
    (double Latitude, double Longitude)? Start,
    (double Latitude, double Longitude)? End,
    (long Id, string? Name)? StartLandmark,
    (long Id, string? Name)? EndLandmark,
    double? MaxSpeedKph,
    long? IdleMs,
    int? IdleCount,
    int? Points,
    string? EndReason,
    (double Latitude, double Longitude)? Least,
    (double Latitude, double Longitude)? Most,
    bool? DriverChanged);

/// <summary>What an <c>idle</c> message says beyond the common fields.</summary>
/// <param name="Version">The idle.</param>
/// <param name="Phase"><c>threshold</c> or <c>end</c>.</param>
/// <param name="StartMs">Unix milliseconds.</param>
/// <param name="EndMs">Unix milliseconds; null while it goes on.</param>
/// <param name="ThresholdSeconds">The webhook's.</param>
public readonly record struct IdleDetails(ObjectVersion Version, string Phase, long StartMs, long? EndMs, int ThresholdSeconds);

/// <summary>What a <c>driver_assignment</c> message says beyond the common fields.</summary>
/// <param name="Version">The assignment.</param>
/// <param name="Action"><c>assigned</c>, <c>changed</c> (from another driver) or <c>unassigned</c> (it ended).</param>
/// <param name="Method"><c>ibutton</c>, <c>rfid</c>, <c>card</c> or <c>api</c>; null where not known.</param>
/// <param name="Credential">As the device told it; null where the API assigned.</param>
/// <param name="StartMs">Unix milliseconds.</param>
/// <param name="EndMs">Unix milliseconds; null while it lasts.</param>
/// <param name="PreviousDriverId">Who drove before.</param>
public readonly record struct AssignmentDetails(
    ObjectVersion Version,
    string Action,
    string? Method,
    string? Credential,
    long StartMs,
    long? EndMs,
    long? PreviousDriverId);
