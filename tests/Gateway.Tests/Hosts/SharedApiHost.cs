namespace Gateway.Tests.Hosts;

/// <summary>One host for a class of tests that don't get in each other's way.</summary>
public sealed class SharedApiHost : IAsyncLifetime
{
    internal ApiHost Host { get; private set; } = null!;

    internal HttpClient Client => Host.Client;

    public async ValueTask InitializeAsync() => Host = await ApiHost.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
