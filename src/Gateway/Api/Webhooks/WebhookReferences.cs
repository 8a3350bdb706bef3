using Gateway.Configuration.Landmarks;
using Gateway.Configuration.Vehicles;

namespace Gateway.Api.Webhooks;

/// <summary>Which objects a webhook of an account may name.</summary>
internal sealed class WebhookReferences(VehicleDirectory vehicles, LandmarkDirectory landmarks)
{
    public bool HasVehicle(long accountId, long id) => vehicles.Find(accountId, id) is not null;

    public bool HasLandmark(long accountId, long id) => landmarks.Current.Find(accountId, id) is not null;
}
