using Gateway.Configuration.Idempotency;
using Gateway.Configuration.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Configuration.Vehicles;

/// <summary>The vehicles: reads from a snapshot, writes through the one writer.</summary>
public sealed class VehicleDirectory : IVehicleDirectory, IDisposable
{
    private readonly ConfigurationWriter _writer;
    private readonly TimeProvider _time;
    private readonly VehicleRegistrar _registrar;
    private volatile VehicleSnapshot _current = VehicleSnapshot.Empty;

    public VehicleDirectory(ConfigurationWriter writer, TimeProvider time)
    {
        _writer = writer;
        _time = time;
        _registrar = new VehicleRegistrar(
            writer,
            time,
            deviceId => _current.FindByDevice(deviceId),
            added => _current = _current.With(added));
    }

    /// <inheritdoc/>
    public VehicleSnapshot Current => _current;

    /// <inheritdoc/>
    public Task<Vehicle> RegisterAsync(string deviceId, string protocol, CancellationToken cancellationToken)
    {
        if (_current.FindByDevice(deviceId) is { } known)
        {
            return Task.FromResult(known);
        }

        return DeviceIds.IsValid(deviceId)
            ? _registrar.RegisterAsync(deviceId, protocol, cancellationToken)
            : throw new ArgumentException("The device id is not 1 to 32 printable ASCII characters.", nameof(deviceId));
    }

    /// <summary>An account's vehicle, or null.</summary>
    public Vehicle? Find(long accountId, long id) => _current.Find(id) is { } found && found.AccountId == accountId ? found : null;

    public Task<WriteResult<Vehicle>> CreateAsync(
        long accountId,
        VehicleDraft draft,
        IdempotencyClaim<Vehicle>? claim,
        CancellationToken cancellationToken) => _writer.WriteAsync(
            claim,
            async context =>
            {
                if (await FindFaultsAsync(context, accountId, 0, draft) is { Count: > 0 } faults)
                {
                    return WriteResult.Refused<Vehicle>(faults);
                }

                var row = draft.ToRow(accountId, _time.GetUtcNow().ToUnixTimeMilliseconds());
                context.Vehicles.Add(row);
                await context.SaveChangesAsync();
                await VehicleRefIds.GiveAsync(context, [row]);
                return WriteResult.Done(row.ToVehicle());
            },
            vehicle => _current = _current.With(vehicle),
            cancellationToken);

    /// <summary>Changes a vehicle; <paramref name="change"/> sees its last state and answers the new one, or what
    /// is wrong.</summary>
    public Task<WriteResult<Vehicle>> UpdateAsync(
        long accountId,
        long id,
        Func<VehicleDraft, WriteResult<VehicleDraft>> change,
        CancellationToken cancellationToken) => _writer.WriteAsync(
            async context =>
            {
                if (Find(accountId, id) is not { } before)
                {
                    return WriteResult.NotFound<Vehicle>();
                }

                var changed = change(VehicleDraft.From(before));
                if (changed.Status != WriteStatus.Done)
                {
                    return WriteResult.Refused<Vehicle>(changed.Faults);
                }

                var draft = changed.Value;
                if (await FindFaultsAsync(context, accountId, id, draft) is { Count: > 0 } faults)
                {
                    return WriteResult.Refused<Vehicle>(faults);
                }

                var row = await context.Vehicles.SingleAsync(row => row.Id == id);
                row.Take(draft);
                await VehicleRefIds.GiveAsync(context, [row]);
                return WriteResult.Done(row.ToVehicle());
            },
            vehicle => _current = _current.With(vehicle),
            cancellationToken);

    public Task<WriteResult<Vehicle>> DeleteAsync(long accountId, long id, CancellationToken cancellationToken) =>
        _writer.WriteAsync(
            async context =>
            {
                if (Find(accountId, id) is not { } vehicle)
                {
                    return WriteResult.NotFound<Vehicle>();
                }

                await context.Vehicles.Where(row => row.Id == id).ExecuteDeleteAsync();
                return WriteResult.Done(vehicle);
            },
            vehicle => _current = _current.Without(vehicle),
            cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _registrar.Dispose();

    /// <summary>Reads all of them; once, before anything else.</summary>
    internal async Task LoadAsync(GatewayDbContext context, CancellationToken cancellationToken)
    {
        var vehicles = new List<Vehicle>();
        await foreach (var row in context.Vehicles.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            vehicles.Add(row.ToVehicle());
        }

        _current = VehicleSnapshot.Empty.With(vehicles);
    }

    private async Task<List<Fault>> FindFaultsAsync(GatewayDbContext context, long accountId, long id, VehicleDraft draft)
    {
        var faults = new List<Fault>();
        if (draft.DeviceId is { } deviceId && _current.FindByDevice(deviceId) is { } other && other.Id != id)
        {
            faults.Add(new Fault("device_id", "device_id is already used by a vehicle.", FaultKind.Taken));
        }

        if (draft.RefId is { } refId && await context.Vehicles.AnyAsync(
            row => row.AccountId == accountId && row.RefId == refId && row.Id != id))
        {
            faults.Add(new Fault("ref_id", "ref_id is already used by a vehicle.", FaultKind.Taken));
        }

        return faults;
    }
}
