using DeviceSimulator.Fleet.Wire;
using Gateway.Simulator.Tests.Support;

namespace Gateway.Simulator.Tests.Wire;

public sealed class Crc16ArcTests
{
    [Fact]
    public void Check_value_of_the_catalogue() => Assert.Equal(0xBB3D, Crc16Arc.Compute("123456789"u8));

    [Fact]
    public void Every_length_agrees_with_the_bitwise_definition()
    {
        var data = new byte[300];
        new Random(7).NextBytes(data);
        for (var length = 0; length <= data.Length; length++)
        {
            Assert.Equal(AvlFrame.BitwiseCrc(data.AsSpan(0, length)), Crc16Arc.Compute(data.AsSpan(0, length)));
        }
    }
}
