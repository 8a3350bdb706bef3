using System.Text;
using Gateway.Geo.Roads;
using Gateway.Roads;
using Gateway.Tests.Hosts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Roads;

public sealed class RoadDirectoryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Roads => Path.Combine(_folder.Path, "roads");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Roads_outlive_a_restart_and_accounts_are_apart()
    {
        using (var first = Open())
        {
            await ImportAsync(first, 1, RoadFiles.Collection);
            await ImportAsync(first, 2, RoadFiles.Main);
        }

        using var second = Open();
        Assert.Equal((2, 1), (second.Find(1)!.Index.WayCount, second.Find(2)!.Index.WayCount));
        Assert.Null(second.Find(3));
        Assert.True(await second.ClearAsync(1, default));
        Assert.False(await second.ClearAsync(1, default));
        using var third = Open();
        Assert.Null(third.Find(1));
        Assert.Equal(["2.roads"], Directory.GetFiles(Roads).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_file_damaged_anywhere_is_put_aside_and_the_rest_goes_on()
    {
        using (var first = Open())
        {
            await ImportAsync(first, 1, RoadFiles.Collection);
            await ImportAsync(first, 2, RoadFiles.Main);
        }

        var path = Path.Combine(Roads, "1.roads");
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        for (var i = 0; i < bytes.Length; i += 7)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[i] ^= 4;
            await File.WriteAllBytesAsync(path, damaged, TestContext.Current.CancellationToken);
            using var next = Open();
            Assert.Null(next.Find(1));
            Assert.NotNull(next.Find(2));
            Assert.True(File.Exists(path + ".damaged"));
        }
    }

    [Fact]
    public async Task What_an_import_left_over_is_taken_away_at_the_start()
    {
        using (var first = Open())
        {
            await ImportAsync(first, 1, RoadFiles.Main);
        }

        await File.WriteAllTextAsync(Path.Combine(Roads, "1.roads.new"), "half", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Roads, "9.upload"), "half", TestContext.Current.CancellationToken);
        using var second = Open();
        Assert.Equal(["1.roads"], Directory.GetFiles(Roads).Select(Path.GetFileName));
        Assert.NotNull(second.Find(1));
    }

    [Fact]
    public async Task A_reader_keeps_the_index_that_it_holds_while_another_is_imported()
    {
        using var directory = Open();
        await ImportAsync(directory, 1, RoadFiles.Main);
        var held = directory.Find(1)!.Index;
        await ImportAsync(directory, 1, RoadFiles.Cross, replace: true);
        Assert.NotSame(held, directory.Find(1)!.Index);
        var fix = new RoadFix { Latitude = 33.45, Longitude = -112.075, Heading = 90, SpeedMph = 60 };
        Assert.Equal(17, held.Match(fix, new RoadQuery())!.Value.Road.WayId);
        Assert.Null(directory.Find(1)!.Index.Match(fix, new RoadQuery()));
    }

    private static async Task ImportAsync(RoadDirectory directory, long accountId, string text, bool replace = false)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var result = await directory.ImportAsync(accountId, body, RoadFileFormat.GeoJson, replace, default);
        Assert.Equal(RoadImportStatus.Done, result.Status);
    }

    private RoadDirectory Open()
    {
        var directory = new RoadDirectory(new RoadOptions(Roads), TimeProvider.System, NullLogger<RoadDirectory>.Instance);
        directory.Open();
        return directory;
    }
}
