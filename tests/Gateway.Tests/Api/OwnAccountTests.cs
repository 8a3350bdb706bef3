using System.Net;
using System.Text.Json.Nodes;
using Gateway.Api;
using Gateway.Api.OwnAccount;
using Gateway.Configuration.Settings;
using Gateway.Tests.Hosts;
using Gateway.Vehicles.Timelines;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Api;

public sealed class OwnAccountTests
{
    [Fact]
    public async Task Without_a_change_all_settings_are_the_defaults()
    {
        await using var host = await ApiHost.StartAsync();

        var account = await host.Client.ReadAsync("/v1/account");

        Assert.Equal((1, "default"), ((long)account["id"]!, (string)account["name"]!));
        Assert.Null(account["settings_time"]);
        Assert.Equal(account["default_settings"]!.ToJsonString(), account["settings"]!.ToJsonString());
        Assert.Equal(MotionSettingList.All.Select(setting => setting.Name), account["settings"]!.AsObject().Select(field => field.Key));
        foreach (var setting in MotionSettingList.All.Where(setting => setting.Name != "late_window_seconds"))
        {
            Assert.Equal(setting.Default, (double)account["settings"]![setting.Name]!);
        }

        Assert.Equal(86_400, (double)account["settings"]!["late_window_seconds"]!);
    }

    [Fact]
    public async Task Every_setting_can_be_changed_and_survives_a_restart()
    {
        using var folder = new TempFolder();
        var body = new JsonObject();
        foreach (var setting in MotionSettingList.All)
        {
            body[setting.Name] = setting.Name == "late_window_seconds" ? 3600 : setting.Least == setting.Default ? setting.Least + 1 : setting.Least;
        }

        body["depart_kph"] = 9.5;
        string after;
        await using (var host = await ApiHost.StartAsync(folder.Path))
        {
            var changed = await ChangeAsync(host.Client, body.ToJsonString());
            foreach (var (name, value) in body)
            {
                Assert.Equal(double.Parse(value!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture), (double)changed["settings"]![name]!);
            }

            after = (await host.Client.ReadAsync("/v1/account")).ToJsonString();
            Assert.Equal(changed.ToJsonString(), after);
        }

        await using (var host = await ApiHost.StartAsync(folder.Path))
        {
            Assert.Equal(after, (await host.Client.ReadAsync("/v1/account")).ToJsonString());
            var one = await ChangeAsync(host.Client, """{"trip_idle_end_seconds":null}""");
            Assert.Equal(300, (long)one["settings"]!["trip_idle_end_seconds"]!);
            Assert.Equal(9.5, (double)one["settings"]!["depart_kph"]!);
            var all = await ChangeAsync(host.Client, "null");
            Assert.Equal(all["default_settings"]!.ToJsonString(), all["settings"]!.ToJsonString());
        }
    }

    [Fact]
    public async Task All_faults_are_told_at_once_and_nothing_is_changed()
    {
        await using var host = await ApiHost.StartAsync();
        var body = new JsonObject { ["nonsense"] = 1 };
        foreach (var setting in MotionSettingList.All)
        {
            body[setting.Name] = setting.Most + 1;
        }

        body["anchor_fixes"] = 2.5;
        body["late_window_seconds"] = 86_401;
        var (status, problem, _) = await SendAsync(host.Client, body.ToJsonString());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(
            MotionSettingList.All.Select(setting => $"settings.{setting.Name}").Append("settings.nonsense").Order(),
            problem!["errors"]!.AsObject().Select(error => error.Key).Order());
        var (crossed, both, _) = await SendAsync(host.Client, """{"moving_kph":20,"anchor_meters":200}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, crossed);
        Assert.Equal(
            ["settings.depart_kph", "settings.depart_meters"], both!["errors"]!.AsObject().Select(error => error.Key));
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(host.Client, """{"moving_kph":"6"}""")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Client.SendJsonAsync(HttpMethod.Patch, "/v1/account", "{}")).Status);
        Assert.Null((await host.Client.ReadAsync("/v1/account"))["settings_time"]);
    }

    [Fact]
    public async Task Readers_read_and_accounts_are_their_own()
    {
        using var folder = new TempFolder();
        await (await ApiHost.StartAsync(folder.Path)).DisposeAsync();
        await OtherAccount.AddAsync(Path.Combine(folder.Path, "data"));
        await using var host = await ApiHost.StartAsync(folder.Path);
        using var other = host.ClientWith(OtherAccount.AdminKey);
        var made = await host.Client.CreateAsync("/v1/keys", """{"name":"k","role":"reader"}""");
        using var reader = host.ClientWith((string)made["key"]!);

        await ChangeAsync(host.Client, """{"trip_min_meters":50}""");

        Assert.Equal(50, (double)(await reader.ReadAsync("/v1/account"))["settings"]!["trip_min_meters"]!);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(reader, """{"trip_min_meters":1}""")).Status);
        var theirs = await other.ReadAsync("/v1/account");
        Assert.Equal((2, 100), ((long)theirs["id"]!, (double)theirs["settings"]!["trip_min_meters"]!));
    }

    [Fact]
    public async Task What_was_received_before_a_change_is_under_the_settings_of_then_also_after_a_restart()
    {
        using var folder = new TempFolder();
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(55));
        var start = time.GetUtcNow().ToUnixTimeMilliseconds();
        await using (var host = await ApiHost.StartAsync(folder.Path, time: time))
        {
            foreach (var meters in (int[])[1, 2, 3])
            {
                time.Advance(TimeSpan.FromMinutes(1));
                await ChangeAsync(host.Client, $$"""{"trip_min_meters":{{meters}}}""");
            }

            Assert.Equal([100, 100, 1, 2, 3], Meters(host));
        }

        await using (var host = await ApiHost.StartAsync(folder.Path, time: time))
        {
            Assert.Equal([100, 100, 1, 2, 3], Meters(host));
            Assert.Equal(0, Allocated(host.Get<IMotionSettings>()));

            // More than are kept, with a clock that was put back: still one after the other, and the last one holds.
            time.AdjustTime(time.GetUtcNow().AddMinutes(-10));
            for (var meters = 10; meters < 10 + AccountSettingsSnapshot.KeptVersions; meters++)
            {
                await ChangeAsync(host.Client, $$"""{"trip_min_meters":{{meters}}}""");
            }

            Assert.Equal(9 + AccountSettingsSnapshot.KeptVersions, Meters(host)[^1]);
            Assert.Equal(10, Meters(host)[0]);
        }

        long Allocated(IMotionSettings settings)
        {
            settings.Of(1, start);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10_000; i++)
            {
                settings.Of(1 + (i & 1), start + i);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        double[] Meters(ApiHost host) =>
        [
            .. ((long[])[0, 59_999, 60_000, 120_000, 600_000])
                .Select(ms => host.Get<IMotionSettings>().Of(1, start + ms).TripMinMeters),
        ];
    }

    [Fact]
    public void The_fields_of_the_api_are_the_settings()
    {
        Assert.Equal(
            MotionSettingList.All.Select(setting => setting.Name),
            ApiJson.Default.AccountSettingsObject.Properties.Select(property => property.Name));
        foreach (var setting in MotionSettingList.All)
        {
            var property = typeof(AccountSettingsObject).GetProperties()
                .Single(property => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name) == setting.Name);
            var words = property.GetCustomAttributes(false).OfType<System.ComponentModel.DescriptionAttribute>().Single().Description;
            var most = setting.Most >= 10_000 ? $"{setting.Most:N0}" : $"{setting.Most:0}";
            Assert.Contains(FormattableString.Invariant($"{setting.Least} to {most}"), words, StringComparison.Ordinal);
            Assert.Equal(setting.IsWhole, property.PropertyType == typeof(long?));
        }
    }

    private static async Task<JsonNode> ChangeAsync(HttpClient client, string settings)
    {
        var (status, json, _) = await SendAsync(client, settings);
        Assert.True(status == HttpStatusCode.OK, $"{json}");
        return json!;
    }

    private static Task<(HttpStatusCode Status, JsonNode? Json, HttpResponseMessage Response)> SendAsync(HttpClient client, string settings) =>
        client.SendJsonAsync(HttpMethod.Patch, "/v1/account", $$"""{"settings":{{settings}}}""");
}
