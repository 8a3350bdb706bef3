using Gateway.Dispatch.Queues;

namespace Gateway.Dispatch.Tests.Queues;

public class TimeMarksTests
{
    [Fact]
    public void Finds_where_to_cut_and_when_a_record_was_journaled()
    {
        var marks = new TimeMarks();
        for (var i = 0; i < 100; i++)
        {
            marks.Note(i * 10, i * 5_000);
        }

        Assert.Equal(50, marks.ToArray().Length);
        Assert.Equal(0, marks.FindCutoff(-1, 1000));
        Assert.Equal(0, marks.FindCutoff(9_999, 1000));
        Assert.Equal(20, marks.FindCutoff(10_000, 1000));
        Assert.Equal(980, marks.FindCutoff(495_000, 1000));
        Assert.Equal(1000, marks.FindCutoff(500_000, 1000));
        Assert.Equal(10_000, marks.FindTime(39));
        Assert.Equal(20_000, marks.FindTime(40));
        Assert.Equal(20_000, marks.NextTimeAfter(10_000));
        Assert.Null(marks.NextTimeAfter(490_000));
        marks.TruncateBefore(40);
        Assert.Null(marks.FindTime(39));
    }
}
