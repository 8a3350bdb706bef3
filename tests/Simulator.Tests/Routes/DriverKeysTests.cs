using DeviceSimulator.Fleet.Routes;

namespace Gateway.Simulator.Tests.Routes;

public sealed class DriverKeysTests
{
    [Fact]
    public void Keys_are_iButton_codes_whose_check_byte_holds()
    {
        var keys = new HashSet<ulong>();
        for (var index = 1; index < 300; index += 3)
        {
            var key = DriverKeys.Of(index);
            Assert.True(keys.Add(key));
            Assert.Equal(0x01, (int)(key & 0xFF));
            Assert.Equal(key.ToString("X16"), DriverKeys.TextOf(index));

            // The CRC over all eight bytes, check byte last, is zero (Maxim application note 27).
            var crc = 0;
            for (var bit = 0; bit < 64; bit++)
            {
                var mix = (crc ^ (int)(key >> bit)) & 1;
                crc = (crc >> 1) ^ (mix == 1 ? 0x8C : 0);
            }

            Assert.Equal(0, crc);
        }
    }

    [Fact]
    public void Vehicles_without_a_reader_have_no_key()
    {
        Assert.Equal(0ul, DriverKeys.Of(0));
        Assert.Null(DriverKeys.TextOf(2));
    }
}
