using CsCheck;
using Gateway.Tests.Hosts;
using Gateway.Vehicles;
using Gateway.Vehicles.History;

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
    public async Task The_newest_comes_back()
    {
        var states = States.Any.Array[5].Single();
        await Store.WriteAsync(new Checkpoint(1, 2, []));
        await Store.WriteAsync(new Checkpoint(100, 200, states, 300, [new HistoryMark(5, 6), new HistoryMark(7, 8)]));

        var found = Store.Read();

        Assert.Null(found.Warning);
        Assert.Equal(100, found.Checkpoint!.ReportPosition);
        Assert.Equal(200, found.Checkpoint.EventPosition);
        Assert.Equal(300, found.Checkpoint.HistoryPosition);
        Assert.Equal([new HistoryMark(5, 6), new HistoryMark(7, 8)], found.Checkpoint.HistoryMarks);
        Assert.Equal(states.Select(States.Describe), found.Checkpoint.States.Select(States.Describe));
    }

    [Theory]
    [InlineData("flipped")]
    [InlineData("cut")]
    [InlineData("empty")]
    public async Task The_older_one_stands_in_for_a_damaged_one_with_a_warning(string damage)
    {
        await WriteTwoAsync();
        Damage(Current, damage);

        var found = Store.Read();

        Assert.Equal(1, found.Checkpoint!.ReportPosition);
        Assert.Contains(Current, found.Warning, StringComparison.Ordinal);
        Assert.Null(found.Fault);
    }

    [Fact]
    public async Task A_damaged_one_never_takes_the_place_of_the_good_older_one()
    {
        await WriteTwoAsync();
        Damage(Current, "flipped");
        Store.Read();

        // Were the damaged file still there, this would make it the older one; and then the new one is damaged too.
        await Store.WriteAsync(new Checkpoint(3, 4, []));
        Damage(Current, "flipped");
        var found = Store.Read();

        Assert.Null(found.Fault);
        Assert.Equal(1, found.Checkpoint!.ReportPosition);
        Assert.True(File.Exists(Current + ".damaged"));
    }

    [Fact]
    public async Task Two_damaged_ones_are_a_fault_and_stay()
    {
        await WriteTwoAsync();
        Damage(Current, "flipped");
        Damage(Old, "cut");

        var found = Store.Read();

        Assert.Null(found.Checkpoint);
        Assert.Contains("partition 3", found.Fault, StringComparison.Ordinal);
        Assert.True(File.Exists(Current) && File.Exists(Old), "What could be repaired by hand is gone.");
    }

    [Fact]
    public async Task A_single_damaged_one_is_a_fault()
    {
        await Store.WriteAsync(new Checkpoint(1, 2, []));
        Damage(Current, "flipped");

        Assert.NotNull(Store.Read().Fault);
    }

    [Fact]
    public async Task A_crash_between_the_renames_costs_one_checkpoint_and_no_warning()
    {
        await WriteTwoAsync();
        File.Move(Current, Old, overwrite: true);
        File.WriteAllText(Current + ".new", "half a checkp");

        var found = Store.Read();

        Assert.Equal(3, found.Checkpoint!.ReportPosition);
        Assert.Null(found.Warning);
        await Store.WriteAsync(new Checkpoint(5, 6, []));
        Assert.Equal(5, Store.Read().Checkpoint!.ReportPosition);
        Damage(Current, "flipped");
        Assert.Equal(3, Store.Read().Checkpoint!.ReportPosition);
    }

    [Fact]
    public async Task Another_partitions_checkpoint_is_not_taken()
    {
        await Store.WriteAsync(new Checkpoint(1, 2, []));
        File.Move(Current, Path.Combine(_folder.Path, "vehicles-4.checkpoint"));

        Assert.Contains("partition 3", new CheckpointStore(_folder.Path, partition: 4).Read().Fault, StringComparison.Ordinal);
    }

    private static void Damage(string path, string how)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[^6] ^= 0x10;
        File.WriteAllBytes(path, how switch { "flipped" => bytes, "cut" => bytes[..^3], _ => [] });
    }

    private async Task WriteTwoAsync()
    {
        await Store.WriteAsync(new Checkpoint(1, 2, []));
        await Store.WriteAsync(new Checkpoint(3, 4, []));
    }
}
