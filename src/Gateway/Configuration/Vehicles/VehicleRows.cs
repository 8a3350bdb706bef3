using System.Collections.Frozen;
using System.Text.Json;
using Gateway.Configuration.Store;

namespace Gateway.Configuration.Vehicles;

/// <summary>Between <see cref="Vehicle"/> and its row.</summary>
internal static class VehicleRows
{
    public static Vehicle ToVehicle(this VehicleRow row) => new()
    {
        Id = row.Id,
        AccountId = row.AccountId,
        RefId = row.RefId ?? throw new InvalidOperationException($"Vehicle {row.Id} has no ref_id."),
        DeviceId = row.DeviceId,
        Vin = row.Vin,
        Label = row.Label,
        SerialNumber = row.SerialNumber,
        Attributes = ReadAttributes(row.Attributes),
        CreatedMs = row.CreatedMs,
    };

    public static VehicleRow ToRow(this VehicleDraft draft, long accountId, long nowMs)
    {
        var row = new VehicleRow { AccountId = accountId, CreatedMs = nowMs };
        row.Take(draft);
        return row;
    }

    public static void Take(this VehicleRow row, VehicleDraft draft)
    {
        row.RefId = draft.RefId;
        row.DeviceId = draft.DeviceId;
        row.Vin = draft.Vin;
        row.Label = draft.Label;
        row.SerialNumber = draft.SerialNumber;
        row.Attributes = draft.Attributes.Count == 0
            ? null
            : JsonSerializer.Serialize(new(draft.Attributes), ConfigurationJson.Default.DictionaryStringString);
    }

    private static FrozenDictionary<string, string> ReadAttributes(string? json) => json is null
        ? FrozenDictionary<string, string>.Empty
        : JsonSerializer.Deserialize(json, ConfigurationJson.Default.DictionaryStringString)!.ToFrozenDictionary();
}
