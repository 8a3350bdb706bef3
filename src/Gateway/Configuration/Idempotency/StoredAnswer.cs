namespace Gateway.Configuration.Idempotency;

/// <summary>The answer to a create, kept to be given again.</summary>
/// <param name="Status">The HTTP status code.</param>
/// <param name="Location">The path of the new object, or null.</param>
/// <param name="Body">The JSON body, UTF-8.</param>
public sealed record StoredAnswer(int Status, string? Location, byte[] Body);
