using Gateway.Configuration.Vehicles;

namespace Gateway.Tests.Devices;

/// <summary>A directory with one vehicle.</summary>
internal sealed class OneVehicle(string deviceId) : IVehicleDirectory
{
    public VehicleSnapshot Current { get; } =
        VehicleSnapshot.Empty.With(new Vehicle { Id = 1, AccountId = 1, RefId = "R1", DeviceId = deviceId, CreatedMs = 0 });

    public Task<Vehicle> RegisterAsync(string deviceId, string protocol, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
