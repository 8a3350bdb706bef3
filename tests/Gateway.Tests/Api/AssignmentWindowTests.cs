using System.Net;
using Gateway.Tests.Hosts;
using Gateway.Vehicles;

namespace Gateway.Tests.Api;

public sealed class AssignmentWindowTests
{
    private const long Newest = 1_700_000_000;

    [Fact]
    public async Task An_assignment_further_back_than_the_late_window_is_refused()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Client.CreateAsync("/v1/vehicles", "{}");
        await host.Client.CreateAsync("/v1/vehicles", "{}");
        await host.Client.CreateAsync("/v1/drivers", """{"first_name":"A","last_name":"B"}""");
        host.Get<FakeLastReports>().Reports[1] = new LastReport(Newest * 1000, Newest * 1000, null, null, null, null, null, null);

        var (status, problem, _) = await PostAsync(1, Newest - 86_401);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("effective_time", (string?)problem!["field"]);
        Assert.Contains("86400 seconds, the late window", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Empty(host.Get<FakeVehicleCommands>().Appended);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(1, Newest - 86_400)).Status);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(2, Newest - 86_401)).Status);

        await host.Client.SendJsonAsync(HttpMethod.Patch, "/v1/account", """{"settings":{"late_window_seconds":3600}}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(1, Newest - 3601)).Status);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(1, Newest - 3600)).Status);

        Task<(HttpStatusCode Status, System.Text.Json.Nodes.JsonNode? Json, HttpResponseMessage Response)> PostAsync(int vehicle, long time) =>
            host.Client.SendJsonAsync(
                HttpMethod.Post, "/v1/driver-assignments", $$"""{"vehicle_id":{{vehicle}},"driver_id":1,"effective_time":{{time}}}""");
    }
}
