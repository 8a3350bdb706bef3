using Gateway.Devices;
using Gateway.Hosting;
using Gateway.Protocol.Sessions;

namespace Gateway.Tests.Hosting;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:8080", "127.0.0.1:8080")]
    [InlineData("localhost:0", "127.0.0.1:0")]
    [InlineData("*:5027", "*:5027")]
    [InlineData("0.0.0.0:5027", "*:5027")]
    [InlineData("[::]:5027", "*:5027")]
    [InlineData("[::1]:65535", "[::1]:65535")]
    public void Addresses(string text, string expected)
    {
        Assert.True(ListenAddress.TryParse(text, out var address, out var error), error);
        Assert.Equal(expected, address.ToString());
    }

    [Theory]
    [InlineData("", "HOST:PORT")]
    [InlineData("8080", "HOST:PORT")]
    [InlineData(":8080", "HOST:PORT")]
    [InlineData("127.0.0.1", "HOST:PORT")]
    [InlineData("127.0.0.1:", "0 to 65535")]
    [InlineData("127.0.0.1:65536", "0 to 65535")]
    [InlineData("127.0.0.1:-1", "0 to 65535")]
    [InlineData("127.0.0.1: 80", "0 to 65535")]
    [InlineData("127.0.0.1:99999999999", "0 to 65535")]
    [InlineData("gateway.example:80", "gateway.example")]
    public void Faults_name_what_is_wrong(string text, string named)
    {
        Assert.False(ListenAddress.TryParse(text, out _, out var error));
        Assert.Contains(named, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("teltonika=127.0.0.1:5027", "127.0.0.1:5027")]
    [InlineData("TELTONIKA=*:0", "*:0")]
    public void Device_endpoints(string text, string address)
    {
        Assert.True(DeviceEndpoint.TryParse(text, ProtocolRegistry.Default(), out var endpoint, out var error), error);
        Assert.Equal("teltonika", endpoint.Protocol.Name);
        Assert.Equal(address, endpoint.Address.ToString());
    }

    [Theory]
    [InlineData("teltonika=127.0.0.1:0", ChecksumPolicy.Strict, false)]
    [InlineData("teltonika=127.0.0.1:0,checksum=lenient", ChecksumPolicy.Lenient, false)]
    [InlineData("teltonika=*:0,ack=all", ChecksumPolicy.Strict, true)]
    [InlineData("auto=[::1]:0,ack=all,checksum=lenient", ChecksumPolicy.Lenient, true)]
    public void Options_of_a_device_listener(string text, ChecksumPolicy checksum, bool acknowledgeAll)
    {
        Assert.True(DeviceEndpoint.TryParse(text, ProtocolRegistry.Default(), out var endpoint, out var error), error);
        Assert.Equal((checksum, acknowledgeAll), (endpoint.Options.Checksum, endpoint.Options.AcknowledgeAll));
    }

    [Fact]
    public void The_model_of_a_device_listener()
    {
        Assert.True(DeviceEndpoint.TryParse("gt06=*:0,model=seeworld", ProtocolRegistry.Default(), out var endpoint, out var error), error);
        Assert.Equal("seeworld", endpoint.Options.Model);
    }

    [Theory]
    [InlineData("gt06=*:0,model=seaworld", "Known: seeworld")]
    [InlineData("teltonika=*:0,model=seeworld", "Known: none")]
    [InlineData("teltonika=127.0.0.1:0,checksum=none", "checksum=none")]
    [InlineData("teltonika=127.0.0.1:0,", "''")]
    [InlineData("", "PROTOCOL=HOST:PORT")]
    [InlineData("teltonika", "PROTOCOL=HOST:PORT")]
    [InlineData("=127.0.0.1:1", "PROTOCOL=HOST:PORT")]
    [InlineData("osmand=127.0.0.1:1", "Known: teltonika")]
    [InlineData("teltonika=5027", "HOST:PORT")]
    [InlineData("teltonika=127.0.0.1:x", "0 to 65535")]
    public void Faults_of_device_endpoints_name_what_is_wrong(string text, string named)
    {
        Assert.False(DeviceEndpoint.TryParse(text, ProtocolRegistry.Default(), out _, out var error));
        Assert.Contains(named, error, StringComparison.Ordinal);
    }
}
