using System.ComponentModel;

namespace Gateway.Api.WebhookTypes;

/// <summary>A message as a receiver gets it.</summary>
public sealed record WebhookExample
{
    public required IReadOnlyDictionary<string, string> ExampleHeaders { get; init; }

    [Description("The body, byte for byte.")]
    public required string ExampleBody { get; init; }
}
