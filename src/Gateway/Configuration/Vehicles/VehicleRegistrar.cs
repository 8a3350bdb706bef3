using System.Collections.Concurrent;
using System.Collections.Frozen;
using Gateway.Configuration.Store;

namespace Gateway.Configuration.Vehicles;

/// <summary>
/// Makes vehicles for devices that come by themselves. A fleet may connect at once: whoever's turn it is to write takes
/// along all that wait.
/// </summary>
internal sealed class VehicleRegistrar(
    ConfigurationWriter writer,
    TimeProvider time,
    Func<string, Vehicle?> find,
    Action<IReadOnlyList<Vehicle>> publish) : IDisposable
{
    /// <summary>The default account.</summary>
    private const long AccountId = 1;

    /// <summary>Bounds the time of one transaction.</summary>
    private const int MaxBatch = 4096;

    /// <summary>So that those whose vehicle was made along with another's begin no transaction.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    private readonly ConcurrentQueue<Registration> _waiting = new();
    private readonly ConcurrentDictionary<string, Registration> _byDevice = new(StringComparer.Ordinal);

    public async Task<Vehicle> RegisterAsync(string deviceId, string protocol, CancellationToken cancellationToken)
    {
        var made = new Registration(deviceId, protocol);
        var registration = _byDevice.GetOrAdd(deviceId, made);
        if (ReferenceEquals(registration, made))
        {
            _waiting.Enqueue(registration);
        }

        // More than one batch may be before this one in the queue; each turn takes the oldest.
        while (!registration.Done.Task.IsCompleted)
        {
            await _turn.WaitAsync(cancellationToken);
            try
            {
                if (!registration.Done.Task.IsCompleted)
                {
                    await WriteBatchAsync(registration, cancellationToken);
                }
            }
            finally
            {
                _turn.Release();
            }
        }

        return await registration.Done.Task;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task WriteBatchAsync(Registration caller, CancellationToken cancellationToken)
    {
        var batch = new List<Registration>();
        try
        {
            await writer.WriteAsync(
                async context =>
                {
                    TakeWaiting(caller, batch);
                    if (batch.Count == 0)
                    {
                        return WriteResult.NotFound<IReadOnlyList<Vehicle>>();
                    }

                    var now = time.GetUtcNow().ToUnixTimeMilliseconds();
                    var rows = batch.ConvertAll(registration => registration.ToDraft().ToRow(AccountId, now));
                    context.Vehicles.AddRange(rows);
                    await context.SaveChangesAsync();
                    await VehicleRefIds.GiveAsync(context, rows);
                    return WriteResult.Done<IReadOnlyList<Vehicle>>(rows.ConvertAll(row => row.ToVehicle()));
                },
                vehicles => Complete(batch, vehicles),
                cancellationToken);
        }
        catch (Exception exception) when (batch.Count > 0)
        {
            foreach (var registration in batch)
            {
                _byDevice.TryRemove(registration.DeviceId, out _);
                registration.Done.TrySetException(exception);
            }
        }
    }

    private void TakeWaiting(Registration caller, List<Registration> batch)
    {
        while (!caller.Done.Task.IsCompleted && batch.Count < MaxBatch && _waiting.TryDequeue(out var next))
        {
            // It may have been made since the caller looked: by a registration just before, or by a user.
            if (find(next.DeviceId) is { } known)
            {
                Complete(next, known);
            }
            else
            {
                batch.Add(next);
            }
        }
    }

    private void Complete(Registration registration, Vehicle vehicle)
    {
        _byDevice.TryRemove(registration.DeviceId, out _);
        registration.Done.TrySetResult(vehicle);
    }

    private void Complete(List<Registration> batch, IReadOnlyList<Vehicle> vehicles)
    {
        publish(vehicles);
        for (var index = 0; index < batch.Count; index++)
        {
            Complete(batch[index], vehicles[index]);
        }
    }

    private sealed class Registration(string deviceId, string protocol)
    {
        public string DeviceId { get; } = deviceId;

        public TaskCompletionSource<Vehicle> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public VehicleDraft ToDraft() => new()
        {
            DeviceId = DeviceId,
            Attributes = FrozenDictionary.ToFrozenDictionary([new KeyValuePair<string, string>("protocol", protocol)]),
        };
    }
}
