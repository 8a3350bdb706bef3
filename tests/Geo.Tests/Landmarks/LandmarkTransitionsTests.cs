using CsCheck;
using Gateway.Geo.Landmarks;

namespace Gateway.Geo.Tests.Landmarks;

public sealed class LandmarkTransitionsTests
{
    private static readonly LandmarkShape Box = Shapes.Box(0, 0, 1, 1);
    private static readonly Landmark[] All = [.. Enumerable.Range(1, 20).Select(id => Shapes.Landmark(id, Box))];

    [Fact]
    public void Nothing_changed_is_nothing_written() => Assert.Empty(Compare([1, 2, 3], [1, 2, 3], All));

    [Fact]
    public void The_first_position_in_a_landmark_enters_it()
    {
        Assert.Equal([new LandmarkTransition(LandmarkTransitionKind.Enter, 4, All[3])], Compare([], [4], All));
    }

    [Fact]
    public void Leaves_come_before_enters_and_each_by_id()
    {
        var transitions = Compare([2, 5, 9], [1, 5, 10], All);
        Assert.Equal(
            [
                new(LandmarkTransitionKind.Leave, 2, All[1]),
                new(LandmarkTransitionKind.Leave, 9, All[8]),
                new(LandmarkTransitionKind.Enter, 1, All[0]),
                new(LandmarkTransitionKind.Enter, 10, All[9]),
            ],
            transitions);
    }

    [Fact]
    public void A_landmark_deleted_while_the_vehicle_was_in_it_has_vanished_and_is_not_left()
    {
        var transitions = Compare([2, 3], [], [All[1]]);
        Assert.Equal(
            [new(LandmarkTransitionKind.Leave, 2, All[1]), new(LandmarkTransitionKind.Vanished, 3, null)], transitions);
    }

    [Fact]
    public void With_the_last_landmark_of_an_account_all_have_vanished()
    {
        var transitions = new LandmarkTransition[1];
        Assert.Equal(1, LandmarkTransitions.Compare([3], [], null, transitions));
        Assert.Equal(new LandmarkTransition(LandmarkTransitionKind.Vanished, 3, null), transitions[0]);
    }

    [Fact]
    public void A_landmark_redrawn_around_or_away_from_the_vehicle_is_entered_or_left()
    {
        // The same id, another shape: to the vehicle it is the same as having moved.
        Landmark[] redrawn = [Shapes.Landmark(1, Shapes.Box(5, 5, 6, 6))];
        Assert.Equal([new LandmarkTransition(LandmarkTransitionKind.Leave, 1, redrawn[0])], Compare([1], [], redrawn));
    }

    [Fact]
    public void Too_little_room_is_refused_before_anything_is_written()
    {
        var transitions = new LandmarkTransition[1];
        var index = new LandmarkIndex(1, All);
        Assert.Throws<ArgumentException>(() => LandmarkTransitions.Compare([1], [All[1]], index, transitions));
        Assert.Equal(default, transitions[0]);
    }

    [Fact]
    public void Transitions_are_the_differences_of_the_two_sets()
    {
        var ids = Gen.Int[1, 20].HashSet[0, 12].Select(set => set.Order().Select(id => (long)id).ToArray());
        Gen.Select(ids, ids, ids).Sample((previous, now, deleted) =>
        {
            var existing = All.Where(landmark => !deleted.Contains(landmark.Id)).ToArray();
            var hits = now.Except(deleted).ToArray();
            var transitions = Compare(previous, hits, existing);
            Assert.Equal(previous.Except(hits).Except(deleted), Ids(transitions, LandmarkTransitionKind.Leave));
            Assert.Equal(previous.Intersect(deleted), Ids(transitions, LandmarkTransitionKind.Vanished));
            Assert.Equal(hits.Except(previous), Ids(transitions, LandmarkTransitionKind.Enter));
        });
    }

    private static IEnumerable<long> Ids(LandmarkTransition[] transitions, LandmarkTransitionKind kind) =>
        transitions.Where(transition => transition.Kind == kind).Select(transition => transition.LandmarkId);

    private static LandmarkTransition[] Compare(long[] previous, long[] hits, Landmark[] existing)
    {
        var index = new LandmarkIndex(1, existing);
        var room = new LandmarkTransition[previous.Length + hits.Length];
        var landmarks = Array.ConvertAll(hits, id => index.Find(id)!);
        return room[..LandmarkTransitions.Compare(previous, landmarks, index, room)];
    }
}
