using System.Collections.Frozen;
using System.Text.Json;
using Gateway.Api.Requests;
using Gateway.Configuration.Store;
using Gateway.Configuration.Vehicles;

namespace Gateway.Api.Vehicles;

/// <summary>Takes a request's fields over into a vehicle, and says all that is wrong.</summary>
internal sealed class VehicleInputReader(FieldReader fields)
{
    private const int MaxText = 200;
    private const int MaxRefId = 64;
    private const int MaxVin = 32;
    private const int MaxSerialNumber = 64;
    private const int MaxAttributes = 64;
    private const int MaxAttributeName = 64;
    private const int MaxAttributeValue = 256;

    /// <summary>The vehicle with the request's fields. Of use only where the reader has no faults then.</summary>
    public VehicleDraft Apply(VehicleDraft vehicle)
    {
        if (fields.TryText("ref_id", MaxRefId, out var refId))
        {
            vehicle = vehicle with { RefId = refId };
        }

        if (fields.TryText("device_id", MaxText, out var deviceId))
        {
            if (deviceId is not null && !DeviceIds.IsValid(deviceId))
            {
                fields.Add(
                    "device_id", $"must have 1 to {DeviceIds.MaxLength} printable ASCII characters without spaces.");
            }

            vehicle = vehicle with { DeviceId = deviceId };
        }

        if (fields.TryText("vin", MaxVin, out var vin))
        {
            vehicle = vehicle with { Vin = vin };
        }

        if (fields.TryText("label", MaxText, out var label))
        {
            vehicle = vehicle with { Label = label };
        }

        if (fields.TryText("serial_number", MaxSerialNumber, out var serialNumber))
        {
            vehicle = vehicle with { SerialNumber = serialNumber };
        }

        return fields.TryElement("attributes", out var attributes)
            ? vehicle with { Attributes = ReadAttributes(vehicle.Attributes, attributes) }
            : vehicle;
    }

    private FrozenDictionary<string, string> ReadAttributes(FrozenDictionary<string, string> before, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            return FrozenDictionary<string, string>.Empty;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            fields.Add("attributes", "must be an object of strings.", FaultKind.WrongType);
            return before;
        }

        var after = new Dictionary<string, string>(before);
        foreach (var property in element.EnumerateObject())
        {
            if (!JsonText.TryName(property, out var name) || name.Length is 0 or > MaxAttributeName)
            {
                fields.Add("attributes", $"has a name that does not have 1 to {MaxAttributeName} characters.");
            }
            else if (property.Value.ValueKind == JsonValueKind.Null)
            {
                after.Remove(name);
            }
            else if (!JsonText.TryString(property.Value, out var value))
            {
                fields.Add($"attributes.{name}", "must be a string.", FaultKind.WrongType);
            }
            else if (value.Length > MaxAttributeValue)
            {
                fields.Add($"attributes.{name}", $"must not be longer than {MaxAttributeValue} characters.");
            }
            else
            {
                after[name] = value;
            }
        }

        if (after.Count > MaxAttributes)
        {
            fields.Add("attributes", $"must not have more than {MaxAttributes} names.");
        }

        return after.ToFrozenDictionary();
    }
}
