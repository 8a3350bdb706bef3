using System.ComponentModel;

namespace Gateway.Api.OwnAccount;

/// <summary>The caller's account as the API shows it.</summary>
public sealed record OwnAccountObject
{
    public required long Id { get; init; }

    public required string? Name { get; init; }

    public required AccountSettingsObject Settings { get; init; }

    [Description("What each setting is where it was never changed.")]
    public required AccountSettingsObject DefaultSettings { get; init; }

    [Description("When the settings were changed last, Unix seconds; they hold for reports received from then on. Null: never.")]
    public required long? SettingsTime { get; init; }
}
