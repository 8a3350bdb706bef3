using Gateway.Hosting;
using Gateway.Tests.EndToEnd;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.Hosting;

public sealed class DataFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused_and_the_first_goes_on()
    {
        await using var first = await TestGateway.StartAsync(_folder.Path);
        await using (var second = TestGateway.Create(_folder.Path))
        {
            var refused = await second.StartAsync(CancellationToken.None);

            Assert.Contains("Another gateway is running", refused, StringComparison.Ordinal);
            Assert.Contains(_folder.Path, refused, StringComparison.Ordinal);
        }

        await first.AddVehicleAsync("350000000000011");
        await using var tracker = await first.LogInAsync("350000000000011");
        await tracker.SendAsync(new AvlRecord());
    }

    [Fact]
    public async Task A_folder_whose_layout_is_missing_is_refused()
    {
        await (await TestGateway.StartAsync(_folder.Path)).DisposeAsync();
        File.Delete(Path.Combine(_folder.Path, "layout"));
        await using var server = TestGateway.Create(_folder.Path);

        Assert.Contains("'layout' is missing", await server.StartAsync(CancellationToken.None), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "layout")));
    }

    [Fact]
    public async Task The_number_of_partitions_stays_what_it_was()
    {
        await (await TestGateway.StartAsync(_folder.Path, options => options.Partitions = 3)).DisposeAsync();
        await (await TestGateway.StartAsync(_folder.Path, options => options.Partitions = 5)).DisposeAsync();

        Assert.Contains("partitions=3", await File.ReadAllLinesAsync(Path.Combine(_folder.Path, "layout")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("version=2\npartitions=2\n")]
    [InlineData("version=1\npartitions=0\n")]
    [InlineData("version=1\npartitions=257\n")]
    [InlineData("version=1\npartitions=two\n")]
    [InlineData("version=1\nversion=1\npartitions=2\n")]
    public void A_damaged_layout_is_refused(string text)
    {
        File.WriteAllText(Path.Combine(_folder.Path, "layout"), text);

        Assert.Null(DataLayout.Open(_folder.Path, 4, out var fault));
        Assert.Contains("layout is damaged", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_folder_is_its_owners_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        var folder = Path.Combine(_folder.Path, "new", "data");
        await (await TestGateway.StartAsync(folder)).DisposeAsync();

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_a_message_that_names_it()
    {
        await using var first = await TestGateway.StartAsync();
        await using var second = TestGateway.Create(
            _folder.Path, options => options.Device = [$"teltonika={first.DeviceAddress}"]);

        Assert.Contains(first.DeviceAddress.ToString(), await second.StartAsync(CancellationToken.None), StringComparison.Ordinal);
        StorePool.Clear(StorePool.Of(second.Services));
    }
}
