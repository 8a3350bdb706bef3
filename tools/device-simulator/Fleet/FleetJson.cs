using System.Text.Json.Serialization;

namespace DeviceSimulator.Fleet;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FleetReport))]
internal sealed partial class FleetJson : JsonSerializerContext;
