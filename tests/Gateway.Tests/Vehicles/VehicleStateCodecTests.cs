using System.Text;
using CsCheck;
using Gateway.Vehicles;

namespace Gateway.Tests.Vehicles;

public sealed class VehicleStateCodecTests
{
    [Fact]
    public void Every_state_comes_back_as_it_was() => States.Any.Array[0, 3].Sample(states =>
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        foreach (var state in states)
        {
            VehicleStateCodec.Write(writer, state);
        }

        bytes.Position = 0;
        using var reader = new BinaryReader(bytes, Encoding.UTF8);
        foreach (var state in states)
        {
            Assert.Equal(States.Describe(state), States.Describe(VehicleStateCodec.Read(reader)));
        }

        Assert.Equal(bytes.Length, bytes.Position);
    });

    [Fact]
    public void An_impossible_count_is_not_believed()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        VehicleStateCodec.Write(writer, new VehicleState(1));
        var damaged = bytes.ToArray();

        // The count of visits stands before the count of sensors and four hashes.
        var visits = damaged.Length - 1 - 1 - (VehicleState.RememberedFrames * sizeof(ulong));
        Assert.Equal(0, damaged[visits]);
        byte[] huge = [.. damaged[..visits], 0xFF, 0xFF, 0xFF, 0xFF, 0x07, .. damaged[(visits + 1)..]];

        using var reader = new BinaryReader(new MemoryStream(huge), Encoding.UTF8);
        Assert.Throws<InvalidDataException>(() => VehicleStateCodec.Read(reader));
    }
}
