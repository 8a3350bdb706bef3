namespace Gateway.Configuration.Vehicles;

/// <summary>Where the gateway learns which vehicles there are.</summary>
public interface IVehicleDirectory
{
    /// <summary>The vehicles now. Reading takes no lock.</summary>
    VehicleSnapshot Current { get; }

    /// <summary>
    /// The vehicle that carries the device; made in account 1 where there is none, and on disk before this completes.
    /// Calls at the same time share a transaction; the same device id gives the same vehicle.
    /// </summary>
    /// <param name="deviceId">The IMEI or the protocol's id, 1 to 32 printable ASCII characters.</param>
    /// <param name="protocol">The protocol's name, kept as attribute <c>protocol</c>.</param>
    /// <exception cref="ArgumentException">The device id is not of that form.</exception>
    Task<Vehicle> RegisterAsync(string deviceId, string protocol, CancellationToken cancellationToken);
}
