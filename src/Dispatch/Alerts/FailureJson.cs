using System.Text.Json.Serialization;

namespace Gateway.Dispatch.Alerts;

/// <summary>JSON of the failures' file.</summary>
[JsonSerializable(typeof(FailureFile))]
internal sealed partial class FailureJson : JsonSerializerContext;
