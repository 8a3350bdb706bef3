using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using DeviceSimulator;
using Gateway.Simulator.Tests.Support;

namespace Gateway.Simulator.Tests;

public sealed class SimulatorCommandTests
{
    [Theory]
    [InlineData("")]
    [InlineData("--target nowhere")]
    [InlineData("--target 127.0.0.1:0")]
    [InlineData("--target 127.0.0.1:99999")]
    [InlineData("--target 127.0.0.1:5027 --vehicles many")]
    [InlineData("--target 127.0.0.1:5027 --vehicles 0")]
    [InlineData("--target 127.0.0.1:5027 --interval -1")]
    [InlineData("--target 127.0.0.1:5027 --seconds NaN")]
    [InlineData("--target 127.0.0.1:5027 --seconds 0")]
    [InlineData("--target 127.0.0.1:5027 --codec 12")]
    [InlineData("--target 127.0.0.1:5027 --protocol gt6")]
    [InlineData("--target 127.0.0.1:5027 --imei-base 12345")]
    [InlineData("--target 127.0.0.1:5027 --surprise")]
    public async Task Wrong_usage_is_2_with_a_message_and_no_report(string line)
    {
        var (code, output, errors) = await RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.NotEmpty(errors);
        Assert.DoesNotContain("   at ", errors);
    }

    [Fact]
    public async Task Nobody_there_is_1()
    {
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var (code, output, errors) = await RunAsync("--target", $"{closed.LocalEndPoint}", "--seconds", "0.1", "--flat-out", "--quiet");
        Assert.Equal(1, code);
        Assert.Contains("no connection", errors);
        Assert.Equal(0, JsonDocument.Parse(output).RootElement.GetProperty("connections").GetInt32());
    }

    [Fact]
    public async Task A_run_prints_one_line_of_json_and_nothing_else()
    {
        Task serving;
        string output;
        using (var server = new ScriptedServer())
        {
            serving = server.ServeAsync((_, _) => { });
            (var code, output, var errors) = await RunAsync(
                "--target", $"{server.EndPoint}", "--vehicles", "3", "--records", "4", "--records-per-frame", "2", "--interval", "0",
                "--seed", "9", "--codec", "8", "--quiet");
            Assert.Equal(0, code);
            Assert.Empty(errors);
        }

        await serving;
        Assert.Equal(1, output.Count(character => character == '\n'));
        var json = JsonDocument.Parse(output).RootElement;
        Assert.Equal(
            [
                "vehicles", "connections", "frames", "records", "acknowledged", "unconfirmed", "buffered", "resent", "heartbeats", "reconnects", "refused",
                "connect_failures", "ack_latency_ms", "seconds",
            ],
            json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(["p50", "p99", "max"], json.GetProperty("ack_latency_ms").EnumerateObject().Select(property => property.Name));
        Assert.Equal((3, 12), (json.GetProperty("vehicles").GetInt32(), json.GetProperty("acknowledged").GetInt32()));
        Assert.True(json.GetProperty("ack_latency_ms").GetProperty("max").GetDouble() > 0);
        Assert.True(json.GetProperty("seconds").GetDouble() > 0);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using StringWriter output = new(), errors = new();
        var code = await SimulatorCommand.RunAsync(arguments, output, errors, TimeProvider.System);
        return (code, output.ToString(), errors.ToString());
    }
}
