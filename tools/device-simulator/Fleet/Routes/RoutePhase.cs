namespace DeviceSimulator.Fleet.Routes;

/// <summary>What a simulated vehicle is doing.</summary>
public enum RoutePhase
{
    /// <summary>Standing, ignition off.</summary>
    Parked,

    /// <summary>Standing, ignition just switched on.</summary>
    Starting,

    Driving,

    /// <summary>Standing at its stop, ignition still on.</summary>
    Idling,
}
