using CsCheck;
using Gateway.Dispatch.Queues;

namespace Gateway.Dispatch.Tests.Queues;

public class AdaptiveWindowTests
{
    [Fact]
    public void Grows_by_one_for_each_windowful_of_good_answers_up_to_the_limit()
    {
        var window = new AdaptiveWindow(4, 64);
        var sizes = new List<int>();
        for (var round = 0; round < 70; round++)
        {
            sizes.Add(window.Size);
            var full = window.Size;
            for (var answer = 0; answer <= full; answer++)
            {
                window.Answered(window.Size);
            }
        }

        Assert.Equal(64, window.Size);
        Assert.All(sizes.Zip(sizes.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0, 2));
    }

    [Fact]
    public void Does_not_grow_while_it_is_not_what_holds_sending_back()
    {
        var window = new AdaptiveWindow(4, 64);
        for (var answer = 0; answer < 1000; answer++)
        {
            window.Answered(3);
        }

        Assert.Equal(4, window.Size);
    }

    [Fact]
    public void Halves_once_for_all_that_was_on_its_way()
    {
        var window = new AdaptiveWindow(32, 64);
        for (var ticket = 1; ticket <= 32; ticket++)
        {
            window.Overloaded(ticket, lastTicket: 32);
        }

        Assert.Equal(16, window.Size);
        window.Overloaded(33, lastTicket: 40);
        Assert.Equal(8, window.Size);
    }

    [Fact]
    public void Stays_between_one_and_its_limit_whatever_happens() =>
        Gen.Select(Gen.Int[1, 64], Gen.Int[1, 256], Gen.Bool.Array[0, 300]).Sample((first, most, answers) =>
        {
            var window = new AdaptiveWindow(Math.Min(first, most), most);
            for (var ticket = 0; ticket < answers.Length; ticket++)
            {
                if (answers[ticket])
                {
                    window.Answered(window.Size);
                }
                else
                {
                    window.Overloaded(ticket + 1, ticket + 1);
                }

                Assert.InRange(window.Size, 1, most);
            }
        });
}
