using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Api.Accounts;
using Gateway.Api.Answers;
using Gateway.Api.Audit;
using Gateway.Api.DriverAssignments;
using Gateway.Api.Drivers;
using Gateway.Api.Dvirs;
using Gateway.Api.Health;
using Gateway.Api.Keys;
using Gateway.Api.Landmarks;
using Gateway.Api.Operations;
using Gateway.Api.OwnAccount;
using Gateway.Api.Problems;
using Gateway.Api.Roads;
using Gateway.Api.Users;
using Gateway.Api.Vehicles;
using Gateway.Api.Webhooks;
using Gateway.Api.WebhookTypes;

namespace Gateway.Api;

/// <summary>JSON of the API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ApiProblem))]
[JsonSerializable(typeof(HealthObject))]
[JsonSerializable(typeof(WebhookInput))]
[JsonSerializable(typeof(WebhookObject))]
[JsonSerializable(typeof(Page<WebhookObject>), TypeInfoPropertyName = "PageWebhookObject")]
[JsonSerializable(typeof(TestAnswer))]
[JsonSerializable(typeof(AttemptObject))]
[JsonSerializable(typeof(Page<AttemptObject>), TypeInfoPropertyName = "PageAttemptObject")]
[JsonSerializable(typeof(Page<WebhookTypeObject>), TypeInfoPropertyName = "PageWebhookTypeObject")]
[JsonSerializable(typeof(ReplayInput))]
[JsonSerializable(typeof(ReplayObject))]
[JsonSerializable(typeof(Page<ReplayObject>), TypeInfoPropertyName = "PageReplayObject")]
[JsonSerializable(typeof(RetryAnswer))]
[JsonSerializable(typeof(SecretInput))]
[JsonSerializable(typeof(VehicleInput))]
[JsonSerializable(typeof(VehicleObject))]
[JsonSerializable(typeof(Page<VehicleObject>), TypeInfoPropertyName = "PageVehicleObject")]
[JsonSerializable(typeof(LandmarkInput))]
[JsonSerializable(typeof(LandmarkPatch))]
[JsonSerializable(typeof(LandmarkObject))]
[JsonSerializable(typeof(Page<LandmarkObject>), TypeInfoPropertyName = "PageLandmarkObject")]
[JsonSerializable(typeof(DriverInput))]
[JsonSerializable(typeof(DriverObject))]
[JsonSerializable(typeof(Page<DriverObject>), TypeInfoPropertyName = "PageDriverObject")]
[JsonSerializable(typeof(RoadFileInput))]
[JsonSerializable(typeof(RoadsObject))]
[JsonSerializable(typeof(RoadImportObject))]
[JsonSerializable(typeof(RoadAtObject))]
[JsonSerializable(typeof(DriverAssignmentInput))]
[JsonSerializable(typeof(DriverAssignmentObject))]
[JsonSerializable(typeof(Page<DriverAssignmentObject>), TypeInfoPropertyName = "PageDriverAssignmentObject")]
[JsonSerializable(typeof(DvirInput))]
[JsonSerializable(typeof(DvirFields))]
[JsonSerializable(typeof(DvirObject))]
[JsonSerializable(typeof(Page<DvirObject>), TypeInfoPropertyName = "PageDvirObject")]
[JsonSerializable(typeof(OwnAccountInput))]
[JsonSerializable(typeof(AccountSettingsObject))]
[JsonSerializable(typeof(OwnAccountObject))]
[JsonSerializable(typeof(AuditObject))]
[JsonSerializable(typeof(Page<AuditObject>), TypeInfoPropertyName = "PageAuditObject")]
[JsonSerializable(typeof(KeyInput))]
[JsonSerializable(typeof(KeyObject))]
[JsonSerializable(typeof(Page<KeyObject>), TypeInfoPropertyName = "PageKeyObject")]
[JsonSerializable(typeof(UserInput))]
[JsonSerializable(typeof(UserPatch))]
[JsonSerializable(typeof(UserObject))]
[JsonSerializable(typeof(Page<UserObject>), TypeInfoPropertyName = "PageUserObject")]
[JsonSerializable(typeof(AccountInput))]
[JsonSerializable(typeof(AccountPatch))]
[JsonSerializable(typeof(AccountObject))]
[JsonSerializable(typeof(Page<AccountObject>), TypeInfoPropertyName = "PageAccountObject")]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>
    /// Letters and signs as they are: this is no HTML, and the + of a secret or the &amp; of a URL is copied from an answer
    /// by hand.
    /// </summary>
    public static ApiJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
