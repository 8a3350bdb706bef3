namespace Gateway.Api;

/// <summary>Limits of the HTTP API: section <c>Gateway:Api</c>.</summary>
public sealed class ApiOptions
{
    /// <summary>
    /// Requests a second that a key may make in the long run; also an address, where a call needs no key (health and
    /// metrics are free). 1 to 1,000,000; default 1000.
    /// </summary>
    public int RequestsPerSecond { get; set; } = 1000;

    /// <summary>Requests that it may make at once after a while without any. 1 to 10,000,000; default 5000.</summary>
    public int RequestBurst { get; set; } = 5000;

    /// <summary>
    /// Requests without a good key that are answered 401, from one address (IPv6: one /64), in the long run; more are
    /// answered 429 and the connection closed. 1 to 60,000; default 60.
    /// </summary>
    public int AuthenticationFailuresPerMinute { get; set; } = 60;

    /// <summary>The same, at once after a while without any. 1 to 100,000; default 100.</summary>
    public int AuthenticationFailureBurst { get; set; } = 100;

    /// <summary>Streams of server-sent events that an account may have open. 1 to 10,000; default 100.</summary>
    public int LiveStreams { get; set; } = 100;

    /// <summary>Connections to the API; more are closed at once. 1 to 1,000,000; default 5000.</summary>
    public int MaxConnections { get; set; } = 5000;

    /// <summary>How far back late data changes what was sent; set from <c>Gateway:LateWindow</c>.</summary>
    internal TimeSpan LateWindow { get; set; } = TimeSpan.FromHours(24);

    /// <summary>What is wrong with the values, each fault in words.</summary>
    public IEnumerable<string> Validate()
    {
        (string Name, int Value, int Most)[] values =
        [
            (nameof(RequestsPerSecond), RequestsPerSecond, 1_000_000),
            (nameof(RequestBurst), RequestBurst, 10_000_000),
            (nameof(AuthenticationFailuresPerMinute), AuthenticationFailuresPerMinute, 60_000),
            (nameof(AuthenticationFailureBurst), AuthenticationFailureBurst, 100_000),
            (nameof(LiveStreams), LiveStreams, 10_000),
            (nameof(MaxConnections), MaxConnections, 1_000_000),
        ];
        return values.Where(value => value.Value < 1 || value.Value > value.Most)
            .Select(value => $"Gateway:Api:{value.Name} must be 1 to {value.Most}.");
    }
}
