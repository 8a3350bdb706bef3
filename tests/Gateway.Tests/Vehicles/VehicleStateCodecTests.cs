using System.Text;
using CsCheck;
using Gateway.Vehicles;
using Gateway.Vehicles.History;

namespace Gateway.Tests.Vehicles;

public sealed class VehicleStateCodecTests
{
    [Fact]
    public void Every_state_comes_back_as_it_was() => States.Any.Array[0, 3].Sample(states =>
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        var scratch = default(ByteSink);
        foreach (var state in states)
        {
            VehicleStateCodec.Write(writer, state, ref scratch);
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
        var scratch = default(ByteSink);
        VehicleStateCodec.Write(writer, new VehicleState(1), ref scratch);
        var damaged = bytes.ToArray();

        // The count of sensors stands behind eleven numbers.
        const int Sensors = 11 * sizeof(long);
        Assert.Equal(0, damaged[Sensors]);
        byte[] huge = [.. damaged[..Sensors], 0xFF, 0xFF, 0xFF, 0xFF, 0x07, .. damaged[(Sensors + 1)..]];

        using var reader = new BinaryReader(new MemoryStream(huge), Encoding.UTF8);
        Assert.Throws<InvalidDataException>(() => VehicleStateCodec.Read(reader));
    }
}
