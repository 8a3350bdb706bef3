using System.Text.Json.Serialization;

namespace Gateway.Configuration;

/// <summary>JSON that stands inside database columns.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, double>))]
[JsonSerializable(typeof(List<string>))]
internal sealed partial class ConfigurationJson : JsonSerializerContext;
