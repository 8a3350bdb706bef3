using Gateway.Configuration.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Configuration.Vehicles;

/// <summary>Reference ids for vehicles that came without: <c>V</c> and the vehicle's id.</summary>
internal static class VehicleRefIds
{
    /// <summary>Gives those of <paramref name="rows"/> one that have none; all of one account, ids known.</summary>
    public static async Task GiveAsync(GatewayDbContext context, IReadOnlyList<VehicleRow> rows)
    {
        var needy = rows.Where(row => row.RefId is null).ToDictionary(row => $"V{row.Id}");
        if (needy.Count == 0)
        {
            return;
        }

        // A user may have given another vehicle just that name.
        var accountId = rows[0].AccountId;
        var names = needy.Keys.ToList();
        var taken = await context.Vehicles
            .Where(row => row.AccountId == accountId && names.Contains(row.RefId!))
            .Select(row => row.RefId!)
            .ToListAsync();
        foreach (var name in taken)
        {
            needy.Remove(name, out var row);
            row!.RefId = $"{name}-{Guid.NewGuid():n}"[..24];
        }

        foreach (var (name, row) in needy)
        {
            row.RefId = name;
        }
    }
}
