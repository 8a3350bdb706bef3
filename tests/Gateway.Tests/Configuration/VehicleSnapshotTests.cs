using CsCheck;
using Gateway.Configuration.Vehicles;

namespace Gateway.Tests.Configuration;

public sealed class VehicleSnapshotTests
{
    private static readonly Gen<(long Id, string? Device, bool Removed)> GenChange = Gen.Select(
        Gen.Long[1, 2000], Gen.Int[0, 60].Select(number => number == 0 ? null : $"d{number}"), Gen.Bool);

    [Fact]
    public void Does_as_two_dictionaries_do_and_never_changes_an_old_snapshot() => GenChange.List[0, 100].Sample(changes =>
    {
        var byId = new SortedDictionary<long, string?>();
        var snapshot = VehicleSnapshot.Empty;
        var history = new List<(VehicleSnapshot Snapshot, List<(long, string?)> Content)>();
        foreach (var (id, device, removed) in changes)
        {
            if (removed && snapshot.Find(id) is { } gone)
            {
                snapshot = snapshot.Without(gone);
                byId.Remove(id);
            }
            else if (device is null || !byId.Any(pair => pair.Value == device && pair.Key != id))
            {
                snapshot = snapshot.With(Make(id, device));
                byId[id] = device;
            }

            history.Add((snapshot, [.. byId.Select(pair => (pair.Key, pair.Value))]));
        }

        foreach (var (old, content) in history)
        {
            Assert.Equal(content.Count, old.Count);
            Assert.Equal(content, old.After(0).Select(vehicle => (vehicle.Id, vehicle.DeviceId)));
            Assert.Equal(content.Where(pair => pair.Item1 > 700), old.After(700).Select(vehicle => (vehicle.Id, vehicle.DeviceId)));
            for (var number = 1; number <= 60; number++)
            {
                var owner = content.Where(pair => pair.Item2 == $"d{number}").Select(pair => (long?)pair.Item1).SingleOrDefault();
                Assert.Equal(owner, old.FindByDevice($"d{number}")?.Id);
            }
        }
    });

    [Fact]
    public void Lookups_allocate_nothing()
    {
        var snapshot = VehicleSnapshot.Empty.With([.. Enumerable.Range(1, 5000).Select(id => Make(id, $"d{id}"))]);
        Assert.Equal(77, snapshot.Find(77)!.Id);
        Assert.Equal(77, snapshot.FindByDevice("d77")!.Id);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var id = 1; id <= 1000; id++)
        {
            _ = snapshot.Find(id);
            _ = snapshot.FindByDevice("d77");
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void One_more_vehicle_copies_little_of_a_large_fleet()
    {
        var snapshot = VehicleSnapshot.Empty.With([.. Enumerable.Range(1, 200_000).Select(id => Make(id, $"d{id}"))]);
        var one = Make(200_001, "new");
        _ = snapshot.With(one);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var after = snapshot.With(one);
        var copied = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(copied, 0, 64 * 1024);
        Assert.Same(one, after.FindByDevice("new"));
        Assert.Null(snapshot.FindByDevice("new"));
    }

    private static Vehicle Make(long id, string? device) =>
        new() { Id = id, AccountId = 1, RefId = $"V{id}", DeviceId = device, CreatedMs = 0 };
}
