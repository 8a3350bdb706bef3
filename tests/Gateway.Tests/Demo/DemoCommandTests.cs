using Gateway.Tests.Hosting;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.Demo;

/// <summary><c>gateway demo</c> as a user runs it.</summary>
public sealed class DemoCommandTests
{
    // Every vehicle has these from its first seconds on; the others come as the routes go.
    private static readonly string[] Types = ["location", "heartbeat", "temperature"];

    [Fact]
    public async Task Six_seconds_end_with_every_expected_event_and_code_0()
    {
        using var folder = new TempFolder();

        var (code, output, errors) = await GatewayProgram.RunAsync(folder.Path, "demo", "--seconds", "6");

        Assert.True(code == 0, output + errors);
        var lines = output.Split('\n');
        Assert.StartsWith("Ready: API http://127.0.0.1:", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("Set up: 8 vehicles", lines[1], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("-- ", StringComparison.Ordinal) && line.Contains("queue depth", StringComparison.Ordinal));
        Assert.Contains("Every expected event arrived.", lines);
        Assert.Contains(lines, line => line.Contains(" 0 bad signatures", StringComparison.Ordinal) && line.EndsWith(" 0 missing.", StringComparison.Ordinal));
        var posts = lines.Where(line => line.StartsWith("POST ", StringComparison.Ordinal)).ToArray();
        Assert.All(Types, type => Assert.Contains(posts, line => line.Contains($"  {type} ", StringComparison.Ordinal)));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Ctrl_c_ends_it_also_while_it_is_set_up()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No signals on Windows.");
        using var folder = new TempFolder();
        await using var program = GatewayProgram.Start(folder.Path, null, "demo");
        Assert.StartsWith("Ready: ", await program.ReadLineAsync(), StringComparison.Ordinal);

        await program.InterruptAsync();

        var (code, _, errors) = await program.EndAsync();
        Assert.InRange(code, 0, 1);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seconds", "0")]
    [InlineData("--seconds", "soon")]
    [InlineData("--vehicles", "201")]
    public async Task A_wrong_option_is_code_2(string option, string value)
    {
        using var folder = new TempFolder();

        var (code, _, errors) = await GatewayProgram.RunAsync(folder.Path, "demo", option, value);

        Assert.Equal(2, code);
        Assert.Contains(option, errors, StringComparison.Ordinal);
    }
}
