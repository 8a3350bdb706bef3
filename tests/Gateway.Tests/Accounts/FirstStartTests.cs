using System.Net;
using Gateway.Accounts;
using Gateway.Tests.Hosts;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Accounts;

public sealed class FirstStartTests
{
    [Fact]
    public async Task A_random_key_is_left_in_a_file_for_its_owner_only()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "data", "admin.key");
        string key;
        await using (var host = await ApiHost.StartAsync(folder.Path, adminKey: null))
        {
            key = (await File.ReadAllTextAsync(file)).TrimEnd();
            Assert.Equal(file, host.Get<FirstStart>().AdminKeyFile);
            Assert.Matches("^gwk_[A-Za-z0-9_-]{43}$", key);
            using var client = host.ClientWith(key);
            Assert.Equal("admin", (string?)(await client.ReadAsync("/v1/keys"))["data"]![0]!["role"]);
            var log = host.Logs.GetSnapshot();
            Assert.Contains(log, entry => entry.Message.Contains(file, StringComparison.Ordinal));
            Assert.DoesNotContain(log, entry => entry.Message.Contains(key, StringComparison.Ordinal));
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        File.Delete(file);
        await using (var host = await ApiHost.StartAsync(folder.Path, adminKey: null))
        {
            using var client = host.ClientWith(key);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/keys")).StatusCode);
            Assert.Null(host.Get<FirstStart>().AdminKeyFile);
            Assert.False(File.Exists(file));
        }
    }

    [Fact]
    public async Task The_users_own_key_makes_no_file_and_is_never_logged()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Client.ReadAsync("/v1/keys");

        Assert.False(File.Exists(Path.Combine(host.DataFolder, "admin.key")));
        Assert.DoesNotContain(
            host.Logs.GetSnapshot(), entry => entry.Message.Contains(ApiHost.AdminKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_key_at_a_later_start_is_added_and_a_revoked_one_stays_revoked()
    {
        using var folder = new TempFolder();
        const string Second = "another-admin-key-0123456789";
        await using (var host = await ApiHost.StartAsync(folder.Path))
        {
            Assert.Single((await host.Client.ReadAsync("/v1/keys"))["data"]!.AsArray());
        }

        await using (var host = await ApiHost.StartAsync(folder.Path, Second))
        {
            Assert.Equal(2, (await host.Client.ReadAsync("/v1/keys"))["data"]!.AsArray().Count);
            using var first = host.ClientWith(ApiHost.AdminKey);
            var (status, _, _) = await first.SendJsonAsync(HttpMethod.Delete, "/v1/keys/2");
            Assert.Equal(HttpStatusCode.NoContent, status);
        }

        await using (var host = await ApiHost.StartAsync(folder.Path, Second))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.GetAsync("/v1/keys")).StatusCode);
        }
    }

    [Theory]
    [InlineData("too-short-123456", true)]
    [InlineData("too-short-12345", false)]
    [InlineData("has a space in it, long", false)]
    public async Task Its_form_is_checked_at_the_start(string key, bool isGood)
    {
        using var folder = new TempFolder();
        var start = async () => await (await ApiHost.StartAsync(folder.Path, key)).DisposeAsync();

        if (isGood)
        {
            await start();
        }
        else
        {
            var fault = await Assert.ThrowsAsync<OptionsValidationException>(start);
            Assert.Contains("GATEWAY_ADMIN_KEY", fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(key, fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_last_use_of_a_key_is_kept_to_the_hour()
    {
        using var folder = new TempFolder();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 45, 6, TimeSpan.Zero));
        await using (var host = await ApiHost.StartAsync(folder.Path, time: time))
        {
            Assert.Null((await host.Client.ReadAsync("/v1/keys/1"))["last_used_time"]);
        }

        await using (var host = await ApiHost.StartAsync(folder.Path, time: time))
        {
            var used = (long)(await host.Client.ReadAsync("/v1/keys/1"))["last_used_time"]!;
            Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(), used);
        }
    }
}
