using Gateway.Geo.Landmarks;

namespace Gateway.Geo.Tests.Landmarks;

public sealed class LandmarkSnapshotTests
{
    private static readonly LandmarkShape Box = Shapes.Box(0, 0, 1, 1);

    [Fact]
    public void The_empty_snapshot_has_no_accounts()
    {
        Assert.Empty(LandmarkSnapshot.Empty.AccountIds);
        Assert.Null(LandmarkSnapshot.Empty.Find(1));
        Assert.Null(LandmarkSnapshot.Empty.Find(1, 1));
    }

    [Fact]
    public void Accounts_are_kept_apart_even_where_ids_are_the_same()
    {
        var first = Shapes.Landmark(7, Box, accountId: 1);
        var second = Shapes.Landmark(7, Box, accountId: 2);
        var snapshot = LandmarkSnapshot.Create([first, second]);
        Assert.Same(first, snapshot.Find(1, 7));
        Assert.Same(second, snapshot.Find(2, 7));
        Assert.Null(snapshot.Find(1, 8));
        Assert.Null(snapshot.Find(3, 7));
        Assert.Same(second, Assert.Single(snapshot.Find(2)!.Landmarks));
    }

    [Fact]
    public void A_change_of_one_account_leaves_the_old_snapshot_and_the_other_accounts_as_they_were()
    {
        var before = LandmarkSnapshot.Create([Shapes.Landmark(1, Box, accountId: 1), Shapes.Landmark(2, Box, accountId: 2)]);
        var after = before.With(1, [Shapes.Landmark(3, Box, accountId: 1)]);
        Assert.Same(before.Find(2), after.Find(2));
        Assert.Null(after.Find(1, 1));
        Assert.NotNull(after.Find(1, 3));
        Assert.NotNull(before.Find(1, 1));
        Assert.Null(before.Find(1, 3));
    }

    [Fact]
    public void An_account_without_landmarks_is_not_in_the_snapshot()
    {
        var snapshot = LandmarkSnapshot.Create([Shapes.Landmark(1, Box)]).With(1, []);
        Assert.Null(snapshot.Find(1));
        Assert.Empty(snapshot.AccountIds);
    }

    [Fact]
    public void Landmarks_of_another_account_are_refused()
    {
        Assert.Throws<ArgumentException>(
            () => LandmarkSnapshot.Empty.With(1, [Shapes.Landmark(1, Box, accountId: 2)]));
    }
}
