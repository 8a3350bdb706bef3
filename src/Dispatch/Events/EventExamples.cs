namespace Gateway.Dispatch.Events;

/// <summary>One plausible vehicle in Scottsdale, Arizona, seen through each type.</summary>
internal sealed class EventExamples : IDisposable
{
    private readonly EventDataWriter _writer = new();

    private static ReadOnlySpan<byte> DvirFields => /*lang=json,strict*/ """
        {"inspection_type":"pre_trip","safety_status":"unsafe","start_time":1450210218,"end_time":1450210818,"trailer_id":null,"trailer_name":null,"license_plate":"AZ-0042","location":"Main yard, gate 2","odometer_mi":12345.7,"author":{"type":"driver","driver_id":7,"name":"Ada Lovelace","signed_time":1450210818},"mechanic":null,"defect_count":1,"defects":[{"defect_id":"1","unit":"vehicle","category":"brakes","comment":"Soft pedal","severity":"major","resolved":false,"resolved_time":null,"resolved_by":null,"photo_urls":["https://example.com/photos/1.jpg"]}]}
        """u8;

    private readonly EventContext _context = new()
    {
        Id = new EventId(UInt128.One),
        VehicleId = 42,
        Label = "Truck 42",
        Vin = "1FTFW1E50NFA00042",
        SerialNumber = "SN-0042",
        DeviceId = "350000000000042",
        Protocol = "teltonika",
        EventTimeMs = 1450210818000,
        FixTimeMs = 1450210818000,
        ReceivedMs = 1450210819000,
        Latitude = 33.5806,
        Longitude = -111.9264,
        Heading = 270,
        SpeedKph = 120,
        Ignition = true,
        OdometerMeters = 19868443,
        FixValid = true,
        Satellites = 12,
        Hdop = 0.8,
        DriverId = 7,
        DriverFirstName = "Ada",
        DriverLastName = "Lovelace",
    };

    /// <summary>The example's <c>data</c> object.</summary>
    public ReadOnlyMemory<byte> Of(EventType type)
    {
        // What is told of a vehicle that stands is not told at speed.
        _context.SpeedKph = type is EventType.Location or EventType.Speed or EventType.Posted ? 120
            : type is EventType.LandmarkEnter or EventType.LandmarkLeave or EventType.LandmarkChange ? 30
            : 0;
        _context.Ignition = type is not (EventType.TripComplete or EventType.IgnitionOff);
        return DataOf(type);
    }

    private ReadOnlyMemory<byte> DataOf(EventType type) => type switch
    {
        EventType.Location =>
            _writer.Location(_context, new LocationDetails("interval", 380, 13.8, 4500000, 1, 65)).ToArray(),
        EventType.Speed => _writer.Speed(_context, 70).ToArray(),
        EventType.Heartbeat => _writer.Heartbeat(_context, new HeartbeatDetails(12.6, 4.1, 96, 4)).ToArray(),
        EventType.IgnitionOn => Ignition(on: true),
        EventType.IgnitionOff => Ignition(on: false),
        EventType.LandmarkEnter => Landmark(entered: true),
        EventType.LandmarkLeave or EventType.LandmarkChange => Landmark(entered: false),
        EventType.Temperature =>
            _writer.Temperature(_context, new TemperatureDetails(1, -18.5, -25, -15, "normal", null)).ToArray(),
        EventType.Posted => _writer.Posted(
            _context, new PostedDetails(65, 5, "Loop 101", 123456789, "tagged", 2, 1.2, 0.97)).ToArray(),
        EventType.TripComplete => _writer.Trip(
            _context,
            new TripDetails(
                new ObjectVersion(0x80000000000000A1, 0, false),
                1450207218000,
                1450210818000,
                50533,
                "odometer",
                (33.4484, -112.074),
                (33.5806, -111.9264),
                null,
                (3, "Main yard"),
                120,
                240_000,
                2,
                120,
                "ignition_off",
                (33.4484, -112.074),
                (33.5806, -111.9264),
                false)).ToArray(),
        EventType.Idle => _writer.Idle(
            _context,
            new IdleDetails(new ObjectVersion(0x80000000000000B2, 0, false), "threshold", 1450210518000, null, 300)).ToArray(),
        EventType.Dvir => _writer.Dvir(_context, 195, DvirFields).ToArray(),
        EventType.DriverAssignment => _writer.Assignment(
            _context,
            new AssignmentDetails(
                new ObjectVersion(0x80000000000000D4, 0, false),
                "assigned",
                "ibutton",
                "0000000001F4A2C3",
                1450210818000,
                null,
                null)).ToArray(),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such type."),
    };

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private byte[] Ignition(bool on) => _writer.Ignition(
        _context,
        new IgnitionDetails(
            new ObjectVersion(0x80000000000000E7, 0, false),
            "wire",
            1450207218000,
            12.6,
            4500000,
            0x80000000000000A1,
            on ? null : 50533)).ToArray();

    private byte[] Landmark(bool entered) => _writer.Landmark(
        _context,
        new LandmarkDetails(
            entered,
            3,
            "Main yard",
            ["Yards"],
            "polygon",
            new ObjectVersion(0x80000000000000E5, 0, false),
            "fix",
            entered ? 1450207215000 : 1450210815000,
            (33.5801, -111.9262),
            1450207218000,
            entered ? null : 1450210818000)).ToArray();
}
