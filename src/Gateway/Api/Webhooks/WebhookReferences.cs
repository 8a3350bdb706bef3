using Gateway.Configuration.Vehicles;

namespace Gateway.Api.Webhooks;

/// <summary>Which objects a webhook of an account may name.</summary>
internal sealed class WebhookReferences(VehicleDirectory vehicles)
{
    public bool HasVehicle(long accountId, long id) => vehicles.Find(accountId, id) is not null;
}
