namespace Gateway.Tests.EndToEnd;

/// <summary>A vehicle drives east through landmarks on the equator, where 0.001 degrees are 111 m.</summary>
public sealed class LandmarkEventTests
{
    private const long Start = AvlRecord.Start;

    [Fact]
    public async Task Enter_and_leave_are_tied_by_the_visit()
    {
        await using var scene = await Scene.BeginAsync();
        var depot = await scene.Gateway.AddCircleAsync("Depot", 0.1, 10.01, 200);
        await scene.ListenAsync("landmark_enter");
        await scene.ListenAsync("landmark_leave");
        await scene.ListenAsync("landmark_change");
        await scene.Tracker.SendAsync([.. Drive(10.000, 10.010, 10.011, 10.020)]);
        await scene.Tracker.SendAsync(At(100, 10.0101));

        var enters = await scene.AllAsync("landmark_enter", Start + 100);

        Assert.Equal([Start + 1, Start + 100], enters.Select(message => message.EventTime));
        var (enter, again) = (enters[0], enters[1]);
        var leave = Assert.Single(scene.Receiver.At("landmark_leave"));
        Assert.Equal("enter", enter.Text("transition"));
        Assert.Equal(depot, enter.Number("landmark_id"));
        Assert.Equal("Depot", enter.Text("landmark"));
        Assert.Equal("own", enter.Data.GetProperty("landmark_groups")[0].GetString());
        Assert.Equal("circle", enter.Text("shape"));
        Assert.Equal("fix", enter.Text("detection"));
        Assert.Equal(0, enter.Number("revision"));
        Assert.Equal(Start + 1, enter.Number("enter_time"));
        Assert.True(enter.IsNull("leave_time"));
        Assert.True(enter.IsNull("dwell_s"));

        Assert.Equal("leave", leave.Text("transition"));
        Assert.Equal(depot, leave.Number("landmark_id"));
        Assert.Equal(enter.Text("visit_id"), leave.Text("visit_id"));
        Assert.NotEqual(enter.Text("visit_id"), again.Text("visit_id"));
        Assert.Equal(Start + 1, leave.Number("enter_time"));
        Assert.Equal(Start + 3, leave.Number("leave_time"));
        Assert.Equal(2, leave.Number("dwell_s"));

        // One webhook for both directions gets the same events.
        Assert.Equal(
            ["enter", "leave", "enter"],
            scene.Receiver.At("landmark_change").OrderBy(message => message.EventTime).Select(message => message.Text("transition")));
        Assert.Equal(
            new[] { enter.Text("event_id"), leave.Text("event_id"), again.Text("event_id") }.Order(),
            scene.Receiver.At("landmark_change").Select(message => message.Text("event_id")).Order());
        Assert.All(
            scene.Receiver.At("landmark_change"),
            message => Assert.Equal("landmark_change", message.Head.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task The_first_fix_ever_inside_is_an_initial_enter()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.Gateway.AddCircleAsync("Depot", 0.1, 10, 200);
        await scene.ListenAsync("landmark_enter");
        await scene.Tracker.SendAsync(At(0, 10));

        Assert.Equal("initial", (await scene.Receiver.ReceivedAsync("landmark_enter", 1))[0].Text("detection"));
    }

    [Fact]
    public async Task Messages_name_the_landmark_that_the_vehicle_is_in()
    {
        await using var scene = await Scene.BeginAsync();
        var depot = await scene.Gateway.AddCircleAsync("Depot", 0.1, 10.01, 200);
        await scene.Tracker.SendAsync([.. Drive(10.000, 10.010, 10.0105, 10.020)]);

        var messages = await scene.AllAsync("location", Start + 3);

        Assert.Equal([null, "Depot", "Depot", null], messages.Select(message => message.Text("landmark")));
        Assert.Equal(depot, messages[1].Number("landmark_id"));
    }

    [Fact]
    public async Task A_landmark_filter_lets_only_its_landmarks_through()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.Gateway.AddCircleAsync("Depot", 0.1, 10.01, 200);
        var yard = await scene.Gateway.AddCircleAsync("Yard", 0.1, 10.02, 200);
        await scene.ListenAsync("landmark_change", "yard", $$""","filter":{"landmark_ids":[{{yard}}]}""");
        await scene.ListenAsync("landmark_change", "all");
        await scene.Tracker.SendAsync([.. Drive(10.000, 10.010, 10.020, 10.030)]);

        var filtered = await scene.AllAsync("yard", Start + 3);

        Assert.Equal(["enter", "leave"], filtered.Select(message => message.Text("transition")));
        Assert.All(filtered, message => Assert.Equal(yard, message.Number("landmark_id")));
        Assert.Equal(4, scene.Receiver.At("all").Count);
    }

    [Fact]
    public async Task A_landmark_made_around_a_parked_vehicle_says_nothing_until_it_leaves()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.ListenAsync("landmark_change", "change");
        await scene.Tracker.SendAsync(At(0, 10));
        await scene.SettledAsync(Start);
        await scene.Gateway.AddCircleAsync("Depot", 0.1, 10, 200);
        await scene.Tracker.SendAsync(At(1, 10));
        await scene.SettledAsync(Start + 1);
        Assert.Empty(scene.Receiver.At("change"));
        Assert.Equal("Depot", (await scene.Receiver.ReceivedAsync("location", m => m.EventTime == Start + 1)).Text("landmark"));
        await scene.Tracker.SendAsync(At(60, 10.01));

        var leave = Assert.Single(await scene.AllAsync("change", Start + 60));

        Assert.Equal("leave", leave.Text("transition"));
        Assert.Equal("Depot", leave.Text("landmark"));
        Assert.Equal(Start + 60, leave.EventTime);
        Assert.True(leave.IsNull("enter_time") && leave.IsNull("dwell_s"), "When it was entered was not seen.");
    }

    [Fact]
    public async Task A_landmark_that_is_deleted_around_a_vehicle_is_left_with_its_next_fix()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.ListenAsync("landmark_change", "change");
        var depot = await scene.Gateway.AddCircleAsync("Depot", 0.1, 10, 200);
        await scene.Tracker.SendAsync(At(1, 10));
        await scene.SettledAsync(Start + 1);
        using var deleted = await scene.Gateway.Api.DeleteAsync($"/v1/landmarks/{depot}");
        Assert.True(deleted.IsSuccessStatusCode);
        await scene.Tracker.SendAsync(At(2, 10));

        var change = await scene.AllAsync("change", Start + 2);

        Assert.Equal(["enter", "leave"], change.Select(message => message.Text("transition")));
        Assert.Equal(change[0].Text("visit_id"), change[1].Text("visit_id"));
        Assert.Equal("removed", change[1].Text("detection"));
        Assert.Equal(depot, change[1].Number("landmark_id"));
        Assert.True(change[1].IsNull("landmark"));
        Assert.Equal(1, change[1].Number("dwell_s"));
        Assert.Null((await scene.Receiver.ReceivedAsync("location", m => m.EventTime == Start + 2)).Text("landmark"));
    }

    [Fact]
    public async Task A_landmark_that_is_passed_between_two_fixes_is_entered_and_left()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.Gateway.AddCircleAsync("Gate", 0.1, 10.01, 111.2);
        await scene.ListenAsync("landmark_change", "change");
        await scene.Tracker.SendAsync([At(0, 10), At(100, 10.02)]);

        var change = await scene.AllAsync("change", Start + 100);

        Assert.Equal(["enter", "leave"], change.Select(message => message.Text("transition")));
        Assert.All(change, message => Assert.Equal("segment", message.Text("detection")));
        Assert.Equal(Start + 45, change[0].Number("crossing_time"), tolerance: 1);
        Assert.Equal(Start + 55, change[1].Number("crossing_time"), tolerance: 1);
        Assert.Equal(10.009, change[0].Number("crossing_longitude"), tolerance: 1e-4);
    }

    private static AvlRecord At(int seconds, double longitude) =>
        new() { Time = Start + seconds, Latitude = 0.1, Longitude = longitude };

    private static IEnumerable<AvlRecord> Drive(params double[] longitudes) => longitudes.Select((x, i) => At(i, x));
}
