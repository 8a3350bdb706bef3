using Gateway.Api.Limits;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Api.Limits;

public sealed class StopGraceTests
{
    [Fact]
    public async Task A_connection_that_does_not_end_is_ended_five_seconds_after_the_stop_began()
    {
        var time = new FakeTimeProvider();
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        using var grace = new StopGrace(lifetime, time);
        await using var connection = new DefaultConnectionContext();
        var ended = new TaskCompletionSource();
        connection.ConnectionClosed.Register(ended.SetResult);
        var life = grace.RunAsync(connection, _ => ended.Task);

        time.Advance(TimeSpan.FromHours(1));
        lifetime.StopApplication();
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(connection.ConnectionClosed.IsCancellationRequested);
        time.Advance(TimeSpan.FromSeconds(0.1));

        await life.WaitAsync(EndToEnd.Limits.Hang, TestContext.Current.CancellationToken);
    }
}
