using System.CommandLine;
using Gateway.Cli;
using Gateway.Devices;
using Microsoft.Extensions.Options;

namespace Gateway.Hosting;

/// <summary><c>gateway serve</c>.</summary>
internal static class ServeCommand
{
    private const int Refused = 1;

    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "Everything durable lives in this folder (default ./data)." };
        var device = new Option<string[]>("--device")
        {
            Description = "A device listener, PROTOCOL=HOST:PORT; repeatable. Default: every protocol on its usual port. Protocol "
                + "auto finds the family out. After a comma: checksum=lenient takes frames with a wrong checksum, ack=all "
                + "acknowledges what only some devices wait for.",
        };
        var http = new Option<string?>("--http") { Description = "API, health, metrics: HOST:PORT (default 127.0.0.1:8080)." };
        var receivers = new Option<string[]>("--allow-receivers")
        {
            Description = "A private address range (CIDR) to which webhooks may go; repeatable.",
        };
        var unknown = new Option<string?>("--unknown-devices")
        {
            Description = "reject or register: what a device with an unknown id gets (default reject).",
        };
        var command = new Command("serve", "Run the gateway.") { data, device, http, receivers, unknown };
        command.SetAction((result, cancellationToken) => RunAsync(
            options =>
            {
                options.Data = result.GetValue(data) ?? options.Data;
                options.Http = result.GetValue(http) ?? options.Http;
                options.UnknownDevices = result.GetValue(unknown) ?? options.UnknownDevices;
                options.Device = result.GetValue(device) is { Length: > 0 } devices ? devices : options.Device;
                options.AllowReceivers = result.GetValue(receivers) is { Length: > 0 } ranges ? ranges : options.AllowReceivers;
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Action<GatewayOptions> commandLine, CancellationToken cancellationToken)
    {
        var (settings, faults) = GatewaySettingsReader.Read(commandLine, ProtocolRegistry.Default());
        if (settings is not null)
        {
            faults = [.. StartFaults.Find(settings)];
        }

        if (settings is null || faults.Count > 0)
        {
            foreach (var fault in faults)
            {
                await Console.Error.WriteLineAsync(fault);
            }

            return CliExit.Usage;
        }

        await using var server = new GatewayServer(
            settings, Environment.GetEnvironmentVariable("GATEWAY_ADMIN_KEY"), GatewayLogging.ToStandardError);
        try
        {
            if (await server.StartAsync(cancellationToken) is { } refused)
            {
                await Console.Error.WriteLineAsync(refused);
                return Refused;
            }
        }
        catch (OptionsValidationException e)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, e.Failures));
            return CliExit.Usage;
        }

        var addresses = string.Join(' ', server.Addresses.Select(address => $"{address.Name}={address.Address}"));
        await Console.Out.WriteLineAsync($"Ready {addresses} data={settings.DataFolder}");
        await Console.Out.FlushAsync(CancellationToken.None);
        await server.WaitForShutdownAsync(cancellationToken);
        await server.StopAsync();
        return 0;
    }
}
