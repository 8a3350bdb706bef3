using System.Net;
using Gateway.Configuration.Drivers;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.Api;

public sealed class DriverTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    private HttpClient Client => _host.Client;

    public async ValueTask InitializeAsync() => _host = await ApiHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_driver_is_found_by_credential_in_any_case()
    {
        var made = await Client.CreateAsync(
            "/v1/drivers", """{"first_name":"Ann","last_name":"Lee","credential":" 01ab23cd "}""");

        Assert.Equal("01AB23CD", (string?)made["credential"]);
        var snapshot = _host.Get<IDriverDirectory>().Current;
        Assert.Equal(1, snapshot.FindByCredential(1, "01Ab23cD")!.Id);
        Assert.Null(snapshot.FindByCredential(2, "01AB23CD"));
        Assert.Single((await Client.ReadAsync("/v1/drivers?credential=01ab23cd"))["data"]!.AsArray());
    }

    [Fact]
    public async Task Credentials_are_unique_and_move()
    {
        await Client.CreateAsync("/v1/drivers", """{"first_name":"A","last_name":"B","credential":"X1"}""");

        var (status, problem, _) = await Client.SendJsonAsync(
            HttpMethod.Post, "/v1/drivers", """{"first_name":"C","last_name":"D","credential":"x1"}""");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("credential", (string?)problem!["field"]);

        await Client.SendJsonAsync(HttpMethod.Patch, "/v1/drivers/1", """{"credential":null}""");
        var second = await Client.CreateAsync("/v1/drivers", """{"first_name":"C","last_name":"D","credential":"x1"}""");
        Assert.Equal((long)second["id"]!, _host.Get<IDriverDirectory>().Current.FindByCredential(1, "X1")!.Id);

        (status, _, _) = await Client.SendJsonAsync(HttpMethod.Delete, $"/v1/drivers/{second["id"]}");
        Assert.Equal(HttpStatusCode.NoContent, status);
        Assert.Null(_host.Get<IDriverDirectory>().Current.FindByCredential(1, "X1"));
    }

    [Theory]
    [InlineData("""{"last_name":"B"}""", "first_name")]
    [InlineData("""{"first_name":"A","last_name":""}""", "last_name")]
    [InlineData("""{"first_name":"A","last_name":"B","credential":"a b"}""", "credential")]
    [InlineData("""{"first_name":"A","last_name":"B","phone":"1"}""", "phone")]
    public async Task Refuses_and_names_the_field(string body, string field)
    {
        var (status, problem, _) = await Client.SendJsonAsync(HttpMethod.Post, "/v1/drivers", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(field, (string?)problem!["field"]);
    }
}
