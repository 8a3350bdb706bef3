using System.Net;
using System.Net.Sockets;
using Gateway.Tests.EndToEnd;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.Hosting;

/// <summary><c>gateway serve</c> as a user runs it.</summary>
public sealed class ServeCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--http", "nowhere", "--http")]
    [InlineData("--device", "gopher=127.0.0.1:70", "gopher")]
    [InlineData("--unknown-devices", "perhaps", "perhaps")]
    [InlineData("--allow-receivers", "10.0.0.0/33", "10.0.0.0/33")]
    [InlineData("--allow-receivers", "10/8", "10/8")]
    [InlineData("--http", "192.0.2.1:0", "--http: 192.0.2.1 is not an address of this machine")]
    [InlineData("--device", "teltonika=192.0.2.1:0", "--device: 192.0.2.1 is not an address of this machine")]
    [InlineData("--data", "taken", "--data: ")]
    [InlineData("--data", "taken/data", "--data: ")]
    [InlineData("--nonsense", "x", "--nonsense")]
    public async Task A_wrong_option_is_code_2_and_a_message(string option, string value, string named)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "taken"), "A file.");

        var (code, output, errors) = await GatewayProgram.RunAsync(_folder.Path, "serve", option, value);

        Assert.Equal(2, code);
        Assert.Contains(named, errors, StringComparison.Ordinal);
        AssertNoStackTrace(errors);
        Assert.DoesNotContain("Ready", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Gateway":{"CheckpointInterval":"often"}}""", "CheckpointInterval")]
    [InlineData("""{"Gateway":{"Http":null}}""", "--http")]
    [InlineData("""{"Gateway":{"Devices":null,"Dispatch":null,"Http":"nowhere"}}""", "nowhere")]
    [InlineData("""{"Gateway":{"Partitions":500}}""", "Partitions")]
    [InlineData("""{"Gateway":{"Device":"gopher=127.0.0.1:70"}}""", "gopher")]
    [InlineData("""{"Gateway":{"AllowReceivers":"nowhere"}}""", "nowhere")]
    [InlineData("""{"Logging":{"LogLevel":{"Default":"loud"}}}""", "loud")]
    [InlineData("""{"Gateway":{""", "appsettings.json")]
    public async Task A_wrong_settings_file_is_code_2_and_a_message(string json, string named)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "appsettings.json"), json);

        var (code, _, errors) = await GatewayProgram.RunAsync(_folder.Path, "serve");

        Assert.Equal(2, code);
        Assert.Contains(named, errors, StringComparison.Ordinal);
        AssertNoStackTrace(errors);
    }

    [Fact]
    public async Task It_says_ready_serves_counts_and_ends_on_sigterm_with_code_0()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No SIGTERM on Windows.");
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "appsettings.json"),
            """{"Gateway":{"Device":["teltonika=127.0.0.1:0"],"Http":"nowhere","UnknownDevices":"register","MinFreeBytes":0}}""");

        // The environment overrides the file, the command line both.
        await using var program = GatewayProgram.Start(
            _folder.Path,
            new Dictionary<string, string>
            {
                ["Gateway__Http"] = "127.0.0.1:0",
                ["Gateway__Data"] = Path.Combine(_folder.Path, "wrong"),
                ["GATEWAY_ADMIN_KEY"] = TestGateway.AdminKey,
            },
            "serve",
            "--data",
            "right");
        var ready = await program.ReadLineAsync();
        Assert.StartsWith("Ready ", ready, StringComparison.Ordinal);
        var parts = ready!.Split(' ').Skip(1).Select(part => part.Split('=')).ToDictionary(part => part[0], part => part[1]);
        Assert.Equal(Path.Combine(_folder.Path, "right"), parts["data"]);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "wrong")));

        using var client = new HttpClient { BaseAddress = new Uri($"http://{parts["http"]}") };
        using (var health = await client.GetAsync("/health/ready"))
        {
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        }

        await using (var tracker = await TrackerConnection.LogInAsync(IPEndPoint.Parse(parts["teltonika"]), "350000000000011"))
        {
            await tracker.SendAsync(new AvlRecord());
            Assert.Equal(0u, await tracker.AskAsync(AvlFrame.WithWrongChecksum(new AvlRecord())));
        }

        var metrics = (await client.GetStringAsync("/metrics")).Split('\n');
        Assert.Contains(
            metrics,
            line => line.StartsWith("gateway_device_frames_refused_total{", StringComparison.Ordinal)
                && line.Contains("protocol=\"teltonika\"", StringComparison.Ordinal)
                && line.Contains("reason=\"checksum\"} 1", StringComparison.Ordinal));

        var (second, _, refusal) = await GatewayProgram.RunAsync(_folder.Path, "serve", "--data", "right", "--http", "127.0.0.1:0");
        Assert.Equal(1, second);
        Assert.Contains("Another gateway is running", refusal, StringComparison.Ordinal);
        AssertNoStackTrace(refusal);

        // Half a request, whose other half never comes, does not hold the stop.
        using var half = new TcpClient();
        await half.ConnectAsync(IPEndPoint.Parse(parts["http"]));
        await half.GetStream().WriteAsync("POST /v1/webhooks HTTP/1.1\r\nHost: x\r\nContent-"u8.ToArray());

        await program.TerminateAsync();
        var (code, rest, errors) = await program.EndAsync();
        Assert.Equal(0, code);
        Assert.Empty(rest);
        AssertNoStackTrace(errors);
        Assert.DoesNotContain(TestGateway.AdminKey, errors, StringComparison.Ordinal);
    }

    private static void AssertNoStackTrace(string errors)
    {
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", errors, StringComparison.Ordinal);
    }
}
