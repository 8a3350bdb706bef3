using System.Text.Json.Serialization;

namespace Gateway.Dispatch.Replay;

/// <summary>JSON of the replay files.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(ReplayJob))]
internal sealed partial class ReplayJson : JsonSerializerContext;
