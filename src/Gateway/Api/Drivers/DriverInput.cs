using System.ComponentModel;

namespace Gateway.Api.Drivers;

/// <summary>The fields that a user can set. The reader takes these names and no others.</summary>
public sealed record DriverInput
{
    [Description("Required.")]
    public string? FirstName { get; init; }

    [Description("Required.")]
    public string? LastName { get; init; }

    [Description("iButton or RFID id, unique in the account; kept in upper case.")]
    public string? Credential { get; init; }
}
