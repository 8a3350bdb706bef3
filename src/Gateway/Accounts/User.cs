namespace Gateway.Accounts;

/// <summary>A person or system of an account. Keys belong to one, and messages carry the name of a webhook's maker.</summary>
/// <param name="Username">Unique in the gateway, whatever the case of its letters; never changed.</param>
/// <param name="Role">The most that its keys may do.</param>
public sealed record User(
    long Id, long AccountId, string Username, string? Name, string? Email, KeyRole Role, long CreatedMs);
