using CsCheck;
using Gateway.Tests.Hosts;
using Gateway.Vehicles;

namespace Gateway.Tests.Vehicles;

public sealed class CheckpointStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Current => Path.Combine(_folder.Path, "vehicles-3.checkpoint");

    private string Old => Current + ".old";

    private CheckpointStore Store => new(_folder.Path, partition: 3);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_written_is_no_fault()
    {
        var found = Store.Read();

        Assert.Null(found.Checkpoint);
        Assert.Null(found.Fault);
        Assert.Null(found.Warning);
    }

    [Fact]
    public void The_newest_comes_back()
    {
        var states = States.Any.Array[5].Single();
        Store.Write(new Checkpoint(1, 2, []));
        Store.Write(new Checkpoint(100, 200, states));

        var found = Store.Read();

        Assert.Null(found.Warning);
        Assert.Equal(100, found.Checkpoint!.ReportPosition);
        Assert.Equal(200, found.Checkpoint.EventPosition);
        Assert.Equal(states.Select(States.Describe), found.Checkpoint.States.Select(States.Describe));
    }

    [Theory]
    [InlineData("flipped")]
    [InlineData("cut")]
    [InlineData("empty")]
    public void The_older_one_stands_in_for_a_damaged_one_with_a_warning(string damage)
    {
        WriteTwo();
        Damage(Current, damage);

        var found = Store.Read();

        Assert.Equal(1, found.Checkpoint!.ReportPosition);
        Assert.Contains(Current, found.Warning, StringComparison.Ordinal);
        Assert.Null(found.Fault);
    }

    [Fact]
    public void A_damaged_one_never_takes_the_place_of_the_good_older_one()
    {
        WriteTwo();
        Damage(Current, "flipped");
        Store.Read();

        // Were the damaged file still there, this would make it the older one; and then the new one is damaged too.
        Store.Write(new Checkpoint(3, 4, []));
        Damage(Current, "flipped");
        var found = Store.Read();

        Assert.Null(found.Fault);
        Assert.Equal(1, found.Checkpoint!.ReportPosition);
        Assert.True(File.Exists(Current + ".damaged"));
    }

    [Fact]
    public void Two_damaged_ones_are_a_fault_and_stay()
    {
        WriteTwo();
        Damage(Current, "flipped");
        Damage(Old, "cut");

        var found = Store.Read();

        Assert.Null(found.Checkpoint);
        Assert.Contains("partition 3", found.Fault, StringComparison.Ordinal);
        Assert.True(File.Exists(Current) && File.Exists(Old), "What could be repaired by hand is gone.");
    }

    [Fact]
    public void A_single_damaged_one_is_a_fault()
    {
        Store.Write(new Checkpoint(1, 2, []));
        Damage(Current, "flipped");

        Assert.NotNull(Store.Read().Fault);
    }

    [Fact]
    public void A_crash_between_the_renames_costs_one_checkpoint_and_no_warning()
    {
        WriteTwo();
        File.Move(Current, Old, overwrite: true);
        File.WriteAllText(Current + ".new", "half a checkp");

        var found = Store.Read();

        Assert.Equal(3, found.Checkpoint!.ReportPosition);
        Assert.Null(found.Warning);
        Store.Write(new Checkpoint(5, 6, []));
        Assert.Equal(5, Store.Read().Checkpoint!.ReportPosition);
        Damage(Current, "flipped");
        Assert.Equal(3, Store.Read().Checkpoint!.ReportPosition);
    }

    [Fact]
    public void Another_partitions_checkpoint_is_not_taken()
    {
        Store.Write(new Checkpoint(1, 2, []));
        File.Move(Current, Path.Combine(_folder.Path, "vehicles-4.checkpoint"));

        Assert.Contains("partition 3", new CheckpointStore(_folder.Path, partition: 4).Read().Fault, StringComparison.Ordinal);
    }

    private static void Damage(string path, string how)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[^6] ^= 0x10;
        File.WriteAllBytes(path, how switch { "flipped" => bytes, "cut" => bytes[..^3], _ => [] });
    }

    private void WriteTwo()
    {
        Store.Write(new Checkpoint(1, 2, []));
        Store.Write(new Checkpoint(3, 4, []));
    }
}
