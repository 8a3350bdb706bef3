using System.Net;
using Gateway.Configuration.Store;
using Gateway.Configuration.Submissions;
using Gateway.Tests.Hosts;
using Gateway.Vehicles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Api;

public sealed class DvirTests : IAsyncLifetime
{
    private const string Whole = """
        {"vehicle_id":1,"inspection_type":"pre_trip","safety_status":"unsafe","start_time":1700000000,"end_time":1700000600,
         "trailer_id":"T9","trailer_name":"Flatbed","license_plate":"AZ 1","location":"Yard","odometer_mi":1234.5,
         "author":{"type":"driver","driver_id":1,"name":"Ann Lee","signed_time":1700000600},
         "mechanic":{"mechanic_id":"m1","name":"Bo","signed_time":1700000650,"comment":"Done.\nTested."},
         "defects":[{"category":"brakes","comment":"Soft","severity":"major","photo_urls":["https://example.com/1.jpg"]},
                    {"defect_id":"x","unit":"trailer","category":"tires","resolved":true,"resolved_time":1700000640,"resolved_by":"Bo"}]}
        """;

    private ApiHost _host = null!;

    private HttpClient Client => _host.Client;

    private FakeVehicleCommands Journal => _host.Get<FakeVehicleCommands>();

    public async ValueTask InitializeAsync()
    {
        _host = await ApiHost.StartAsync();
        await Client.CreateAsync("/v1/vehicles", """{"device_id":"d1"}""");
        await Client.CreateAsync("/v1/drivers", """{"first_name":"Ann","last_name":"Lee"}""");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Comes_back_whole_and_is_in_the_journal_before_the_answer()
    {
        var made = await Client.CreateAsync("/v1/dvirs", Whole);

        var appended = Assert.Single(Journal.Appended);
        Assert.Equal((long)made["id"]!, appended.Id);
        Assert.Equal(SubmissionKind.Dvir, appended.Kind);
        Assert.Equal(1_700_000_600_000, appended.TimeMs);
        Assert.Equal(2, (int)made["defect_count"]!);
        Assert.Equal("1", (string?)made["defects"]![0]!["defect_id"]);
        Assert.Equal("vehicle", (string?)made["defects"]![0]!["unit"]);
        Assert.False((bool)made["defects"]![0]!["resolved"]!);
        Assert.Equal("Done.\nTested.", (string?)made["mechanic"]!["comment"]);
        Assert.Equal(made.ToJsonString(), (await Client.ReadAsync($"/v1/dvirs/{made["id"]}")).ToJsonString());
        Assert.Single((await Client.ReadAsync("/v1/dvirs?vehicle_id=1"))["data"]!.AsArray());
        Assert.Empty((await Client.ReadAsync("/v1/dvirs?vehicle_id=2"))["data"]!.AsArray());
    }

    [Fact]
    public async Task What_is_not_told_is_null()
    {
        var made = await Client.CreateAsync(
            "/v1/dvirs", """{"vehicle_id":1,"inspection_type":"mechanic","safety_status":"resolved"}""");

        foreach (var field in new[] { "start_time", "end_time", "trailer_id", "location", "odometer_mi", "author", "mechanic" })
        {
            Assert.True(made.AsObject().ContainsKey(field), field);
            Assert.Null(made[field]);
        }

        Assert.Empty(made["defects"]!.AsArray());
    }

    [Fact]
    public async Task Every_fault_is_named_at_once()
    {
        var (status, problem, _) = await Client.SendJsonAsync(
            HttpMethod.Post,
            "/v1/dvirs",
            """
            {"vehicle_id":7,"inspection_type":"yearly","start_time":1700000600,"end_time":1700000000,"odometer_mi":-1,
             "author":{"driver_id":5,"age":3},"defects":[{"unit":"roof","photo_urls":["file:///etc/passwd"]}]}
            """);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(
            [
                "author.age", "author.driver_id", "defects[0].category", "defects[0].photo_urls", "defects[0].unit", "end_time",
                "inspection_type", "odometer_mi", "safety_status", "vehicle_id",
            ],
            problem!["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
        Assert.Empty(Journal.Appended);
    }

    [Theory]
    [InlineData("\"start_time\":\"noon\"", "start_time", HttpStatusCode.BadRequest)]
    [InlineData("\"start_time\":12", "start_time", HttpStatusCode.UnprocessableEntity)]
    [InlineData("\"end_time\":4000000000", "end_time", HttpStatusCode.UnprocessableEntity)]
    [InlineData("\"defects\":{}", "defects", HttpStatusCode.BadRequest)]
    [InlineData("\"author\":5", "author", HttpStatusCode.BadRequest)]
    [InlineData("\"vehicle_id\":1.5", "vehicle_id", HttpStatusCode.UnprocessableEntity)]
    public async Task Refuses_and_names_the_field(string field, string name, HttpStatusCode expected)
    {
        var rest = """ "inspection_type":"pre_trip","safety_status":"safe" """
            + (name == "vehicle_id" ? "" : ",\"vehicle_id\":1");

        var (status, problem, _) = await Client.SendJsonAsync(HttpMethod.Post, "/v1/dvirs", $"{{{rest},{field}}}");

        Assert.Equal(expected, status);
        Assert.Equal(name, (string?)problem!["field"]);
    }

    [Fact]
    public async Task A_report_that_is_too_large_is_refused()
    {
        var comment = new string('é', 2000);
        var defects = string.Join(',', Enumerable.Repeat($$"""{"category":"a","comment":"{{comment}}"}""", 100));

        var (status, problem, _) = await Client.SendJsonAsync(
            HttpMethod.Post,
            "/v1/dvirs",
            $$"""{"vehicle_id":1,"inspection_type":"pre_trip","safety_status":"safe","defects":[{{defects}}]}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("defects", (string?)problem!["field"]);
    }

    [Fact]
    public async Task An_idempotency_key_makes_one()
    {
        var first = await Client.SendJsonAsync(HttpMethod.Post, "/v1/dvirs", Whole, "k1");
        var second = await Client.SendJsonAsync(HttpMethod.Post, "/v1/dvirs", Whole, "k1");

        Assert.Equal(HttpStatusCode.Created, second.Status);
        Assert.Equal(first.Json!.ToJsonString(), second.Json!.ToJsonString());
        Assert.Single(Journal.Appended);
    }

    [Fact]
    public async Task What_the_journal_does_not_take_is_not_kept_and_can_be_sent_again()
    {
        Journal.Outcome = CommandOutcome.Full;
        var (status, _, _) = await Client.SendJsonAsync(HttpMethod.Post, "/v1/dvirs", Whole, "k1");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Empty((await Client.ReadAsync("/v1/dvirs"))["data"]!.AsArray());

        Journal.Outcome = CommandOutcome.Done;
        (status, _, _) = await Client.SendJsonAsync(HttpMethod.Post, "/v1/dvirs", Whole, "k1");

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(2, Journal.Appended.Count);
    }

    [Fact]
    public async Task What_a_crash_may_have_kept_from_the_journal_is_appended_again()
    {
        var id = (long)(await Client.CreateAsync("/v1/dvirs", Whole))["id"]!;
        var first = Assert.Single(Journal.Appended);
        var submissions = _host.Get<SubmissionDirectory>();
        Assert.Equal(CommandOutcome.Done, await submissions.ResumeAsync(Journal, TestContext.Current.CancellationToken));
        Assert.Single(Journal.Appended);
        await using (var context = await _host.Get<IDbContextFactory<GatewayDbContext>>().CreateDbContextAsync(
            TestContext.Current.CancellationToken))
        {
            await context.Submissions.Where(row => row.Id == id).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Pending, true), TestContext.Current.CancellationToken);
        }

        await submissions.ResumeAsync(Journal, TestContext.Current.CancellationToken);
        await submissions.ResumeAsync(Journal, TestContext.Current.CancellationToken);

        Assert.Equal([first, first], Journal.Appended);
    }

    [Theory]
    [InlineData("""{"vehicle_id":1}""", "driver_id")]
    [InlineData("""{"driver_id":1}""", "vehicle_id")]
    [InlineData("""{"vehicle_id":1,"driver_id":9}""", "driver_id")]
    [InlineData("""{"vehicle_id":9,"driver_id":1}""", "vehicle_id")]
    [InlineData("""{"vehicle_id":1,"driver_id":1,"effective_time":1}""", "effective_time")]
    [InlineData("""{"vehicle_id":1,"driver_id":1,"effective_time":9999999999}""", "effective_time")]
    public async Task An_assignment_is_checked(string body, string field)
    {
        var (status, problem, _) = await Client.SendJsonAsync(HttpMethod.Post, "/v1/driver-assignments", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(field, (string?)problem!["field"]);
        Assert.Empty(Journal.Appended);
    }

    [Fact]
    public async Task An_assignment_is_listed_apart_from_inspections()
    {
        await Client.CreateAsync("/v1/dvirs", Whole);
        var made = await Client.CreateAsync(
            "/v1/driver-assignments", """{"vehicle_id":1,"driver_id":1,"effective_time":1700000000}""");
        var ended = await Client.CreateAsync("/v1/driver-assignments", """{"vehicle_id":1,"driver_id":null}""");

        var list = (await Client.ReadAsync("/v1/driver-assignments"))["data"]!.AsArray();

        Assert.Equal([made.ToJsonString(), ended.ToJsonString()], list.Select(item => item!.ToJsonString()));
        Assert.Equal(1_700_000_000, (long)made["effective_time"]!);
        Assert.Null(ended["driver_id"]);
        Assert.Single((await Client.ReadAsync("/v1/dvirs"))["data"]!.AsArray());
        var (status, _, _) = await Client.SendJsonAsync(HttpMethod.Get, $"/v1/dvirs/{made["id"]}");
        Assert.Equal(HttpStatusCode.NotFound, status);
    }

    /// <summary>Of two for one time the later request holds; two that looked the same would be one, and the other lost.</summary>
    [Fact]
    public async Task Assignments_of_one_moment_are_told_apart_in_their_order()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_100));
        await using var host = await ApiHost.StartAsync(time: time);
        await host.Client.CreateAsync("/v1/vehicles", """{"device_id":"d1"}""");
        await host.Client.CreateAsync("/v1/drivers", """{"first_name":"Ann","last_name":"Lee"}""");
        await host.Client.CreateAsync("/v1/drivers", """{"first_name":"Bo","last_name":"Ek"}""");
        foreach (var driver in (int[])[2, 1, 2])
        {
            await host.Client.CreateAsync(
                "/v1/driver-assignments", $$"""{"vehicle_id":1,"driver_id":{{driver}},"effective_time":1700000000}""");
        }

        var hashes = host.Get<FakeVehicleCommands>().Appended.Select(submission => new DriverAssignment(
            submission.VehicleId, submission.DriverId ?? 0, submission.TimeMs, submission.CreatedMs).Hash).ToArray();

        Assert.Equal(3, hashes.Distinct().Count());
        Assert.Equal(hashes.Order(), hashes);
    }
}
