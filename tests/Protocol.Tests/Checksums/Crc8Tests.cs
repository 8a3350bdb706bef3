using Gateway.Protocol.Checksums;

namespace Gateway.Protocol.Tests.Checksums;

public sealed class Crc8Tests
{
    [Fact]
    public void The_catalogues_check_value_comes_out() => Assert.Equal(0xF7, Crc8.Nrsc5.Compute("123456789"u8));

    [Fact]
    public void Nothing_gives_the_initial_value() => Assert.Equal(0xFF, Crc8.Nrsc5.Compute([]));
}
