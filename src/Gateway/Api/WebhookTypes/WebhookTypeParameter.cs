using System.ComponentModel;

namespace Gateway.Api.WebhookTypes;

/// <summary>A field that webhooks of one type have.</summary>
public sealed record WebhookTypeParameter
{
    public required string Name { get; init; }

    [Description("number or integer.")]
    public required string Type { get; init; }

    public required bool Required { get; init; }

    [Description("What holds where it is left out; null for nothing.")]
    public required string? Default { get; init; }

    public required string Description { get; init; }
}
