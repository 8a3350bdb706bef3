using System.ComponentModel;
using Gateway.Configuration.Drivers;

namespace Gateway.Api.Drivers;

/// <summary>A driver as the API shows it.</summary>
public sealed record DriverObject
{
    public required long Id { get; init; }

    public required long AccountId { get; init; }

    public required string FirstName { get; init; }

    public required string LastName { get; init; }

    public required string? Credential { get; init; }

    [Description("Unix seconds.")]
    public required long CreatedTime { get; init; }

    internal static DriverObject From(Driver driver) => new()
    {
        Id = driver.Id,
        AccountId = driver.AccountId,
        FirstName = driver.FirstName,
        LastName = driver.LastName,
        Credential = driver.Credential,
        CreatedTime = driver.CreatedMs / 1000,
    };
}
