using System.Net;
using Gateway.Devices;
using Gateway.Hosting;

namespace Gateway.Tests.Hosting;

public sealed class GatewaySettingsTests
{
    [Fact]
    public void The_defaults_are_those_of_the_documentation()
    {
        var (settings, faults) = GatewaySettings.Validate(new GatewayOptions(), ProtocolRegistry.Default());

        Assert.Empty(faults);
        Assert.Equal(Path.GetFullPath("./data"), settings!.DataFolder);
        Assert.Equal("127.0.0.1:8080", settings.Http.ToString());
        Assert.Equal("*:5027", settings.DeviceEndpoints.Single(endpoint => endpoint.Protocol.Name == "teltonika").Address.ToString());
        Assert.False(settings.RegisterUnknownDevices);
        Assert.Empty(settings.Dispatch.AllowedReceivers);
        Assert.Equal(Environment.ProcessorCount, settings.Partitions);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var options = new GatewayOptions
        {
            Data = " ",
            Device = ["gopher=127.0.0.1:70", "teltonika=127.0.0.1:5027", "teltonika=127.0.0.1:5027"],
            Http = "8080",
            AllowReceivers = ["10.0.0.0/33", "127.0.0.0/8"],
            UnknownDevices = "ignore",
            Partitions = 257,
            CheckpointInterval = TimeSpan.FromMilliseconds(999),
            MinFreeBytes = -1,
        };
        options.Health.LowDiskBytes = -1;
        options.Health.ReaderLag = TimeSpan.Zero;
        options.Health.QueueAge = TimeSpan.Zero;
        options.Health.CertificateLeft = TimeSpan.FromDays(366);
        options.Devices.LoginTimeout = TimeSpan.Zero;
        options.Devices.IdleTimeout = TimeSpan.FromDays(8);
        options.Devices.FrameTimeout = TimeSpan.FromHours(2);
        options.Devices.MaxConnections = 0;
        options.Devices.MaxRefusedFrames = 0;
        options.Devices.CertificatePath = "no-such.pem";
        options.Dispatch.Concurrency = 0;
        options.Api.RequestBurst = 0;
        options.Audit.MaxEntries = 99;

        var (settings, faults) = GatewaySettings.Validate(options, ProtocolRegistry.Default());

        Assert.Null(settings);
        string[] named =
        [
            "--data", "gopher", "given twice", "--http", "10.0.0.0/33", "ignore", "Partitions", "CheckpointInterval",
            "MinFreeBytes", "LoginTimeout", "IdleTimeout", "FrameTimeout", "MaxConnections", "MaxRefusedFrames",
            "no-such.pem", "Concurrency", "Api:RequestBurst", "Audit:MaxEntries", "LowDiskBytes", "ReaderLag", "QueueAge",
            "CertificateLeft",
        ];
        Assert.All(named, name => Assert.Single(faults, fault => fault.Contains(name, StringComparison.Ordinal)));
        Assert.Equal(named.Length, faults.Count);
    }

    [Fact]
    public void Missing_values_are_faults_and_no_crash()
    {
        var options = new GatewayOptions { Data = null!, Http = null!, Device = null!, AllowReceivers = null!, UnknownDevices = null! };

        var (settings, faults) = GatewaySettings.Validate(options, ProtocolRegistry.Default());

        Assert.Null(settings);
        Assert.Contains(faults, fault => fault.StartsWith("--data", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("--http", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("--unknown-devices", StringComparison.Ordinal));
    }

    [Fact]
    public void Receivers_are_ranges_or_single_addresses()
    {
        var (settings, _) = GatewaySettings.Validate(
            new GatewayOptions { AllowReceivers = ["10.0.0.0/8", "192.168.1.7", "::1"] }, ProtocolRegistry.Default());

        Assert.Equal(
            [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("192.168.1.7/32"), IPNetwork.Parse("::1/128")],
            settings!.Dispatch.AllowedReceivers);
    }

    [Theory]
    [InlineData("10/8")]
    [InlineData("10")]
    [InlineData("010.0.0.0/8")]
    [InlineData("10.0.0.0/")]
    [InlineData("/8")]
    [InlineData("")]
    [InlineData("::/129")]
    public void A_range_that_could_be_read_as_another_one_is_refused(string range)
    {
        var (_, faults) = GatewaySettings.Validate(
            new GatewayOptions { AllowReceivers = [range] }, ProtocolRegistry.Default());

        Assert.Contains($"'{range}'", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Port_zero_may_be_given_twice()
    {
        var (settings, _) = GatewaySettings.Validate(
            new GatewayOptions { Device = ["teltonika=127.0.0.1:0", "teltonika=127.0.0.1:0"] }, ProtocolRegistry.Default());

        Assert.Equal(2, settings!.DeviceEndpoints.Count);
    }
}
