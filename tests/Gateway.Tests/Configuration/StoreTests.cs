using Gateway.Configuration;
using Gateway.Configuration.Store;
using Gateway.Tests.Hosts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Configuration;

public sealed class StoreTests
{
    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        using var folder = new TempFolder();
        var before = new Dictionary<string, string>();
        string[] paths = ["/v1/webhooks", "/v1/vehicles", "/v1/drivers", "/v1/landmarks"];
        await using (var host = await ApiHost.StartAsync(folder.Path))
        {
            await host.Client.CreateAsync("/v1/vehicles", """{"device_id":"1","label":"Ä","attributes":{"a":"b"}}""");
            await host.Client.CreateAsync("/v1/drivers", """{"first_name":"A","last_name":"B","credential":"X"}""");
            await host.Client.CreateAsync("/v1/landmarks", """
                {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]},
                 "properties":{"name":"Yard","own":{"x":[1,null]}}}
                """);
            await host.Client.CreateAsync("/v1/webhooks", """
                {"type":"landmark_change","url":"https://h/","content_type":"form","email":"a@b.c","authorization":"Basic x",
                 "filter":{"vehicle_ids":[1],"landmark_ids":[1]}}
                """);
            await host.Client.CreateAsync("/v1/webhooks", """{"type":"temperature","url":"http://h/","threshold_low_c":-20.5}""");
            await host.Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks/2/pause");
            foreach (var path in paths)
            {
                before[path] = (await host.Client.ReadAsync(path)).ToJsonString();
            }
        }

        await using (var host = await ApiHost.StartAsync(folder.Path))
        {
            foreach (var path in paths)
            {
                Assert.Equal(before[path], (await host.Client.ReadAsync(path)).ToJsonString());
            }
        }
    }

    [Fact]
    public async Task Files_are_for_their_owner_only_and_commits_are_flushed()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Client.CreateAsync("/v1/vehicles", "{}");
        await using var context = await host.Get<IDbContextFactory<GatewayDbContext>>().CreateDbContextAsync();

        // With the last connection that is closed goes the -wal.
        await context.Database.OpenConnectionAsync();
        Assert.Equal("wal", await context.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync());
        Assert.Equal(2, await context.Database.SqlQueryRaw<long>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync());
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("There are no Unix modes on Windows.");
            return;
        }

        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, new DirectoryInfo(host.DataFolder).UnixFileMode);
        var files = Directory.GetFiles(host.DataFolder);
        Assert.Contains(files, file => file.EndsWith("-wal", StringComparison.Ordinal));
        Assert.All(files.Select(file => new FileInfo(file)), file => Assert.Equal(OwnerOnly, file.UnixFileMode));
    }

    [Fact]
    public async Task Nothing_is_kept_outside_the_data_folder()
    {
        await using var host = await ApiHost.StartAsync();

        // It would keep its keys under the home folder.
        Assert.Null(host.Services.GetService<IDataProtectionProvider>());
    }

    [Fact]
    public async Task The_migrations_make_the_model()
    {
        await using var host = await ApiHost.StartAsync();
        await using var context = await host.Get<IDbContextFactory<GatewayDbContext>>().CreateDbContextAsync();

        Assert.False(context.Database.HasPendingModelChanges());
        Assert.True(host.Get<ConfigurationStore>().IsOpen);
    }

    [Fact]
    public async Task A_start_that_was_killed_while_migrating_does_not_block_the_next()
    {
        using var folder = new TempFolder();
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data"));
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(data.FullName, "gateway.db")}"))
        {
            await database.OpenAsync();
            await using var command = database.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00');
                """;
            await command.ExecuteNonQueryAsync();
        }

        await using var host = await ApiHost.StartAsync(folder.Path);
        await host.Client.CreateAsync("/v1/vehicles", "{}");
    }

    [Fact]
    public async Task A_write_that_fails_leaves_store_and_snapshot_alone_and_lets_the_next_one_through()
    {
        await using var host = await ApiHost.StartAsync();
        var writer = host.Get<ConfigurationWriter>();
        var published = false;

        await Assert.ThrowsAsync<DbUpdateException>(() => writer.WriteAsync(
            context =>
            {
                context.Vehicles.Add(new VehicleRow { AccountId = 1, RefId = "R", DeviceId = "1" });
                context.Vehicles.Add(new VehicleRow { AccountId = 1, RefId = "R", DeviceId = "2" });
                return Task.FromResult(WriteResult.Done(true));
            },
            _ => published = true,
            TestContext.Current.CancellationToken));

        Assert.False(published);
        await host.Client.CreateAsync("/v1/vehicles", """{"ref_id":"R","device_id":"1"}""");
    }
}
