using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

namespace Gateway.Bench.Micro;

/// <summary><c>micro [filter]</c>.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        var filter = new Argument<string>("filter")
        {
            DefaultValueFactory = _ => "*",
            Description = "Part of benchmark names, as *Landmark*; default all.",
        };
        var command = new Command("micro", "Micro-benchmarks of the parts that are on the hot path.") { filter };
        command.SetAction(result =>
        {
            var wanted = result.GetValue(filter)!;
            var pattern = wanted.Contains('*', StringComparison.Ordinal) ? wanted : $"*{wanted}*";
            IConfig config = new ShortConfig();
            var summaries = BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run(["--filter", pattern], config);
            return summaries.SelectMany(summary => summary.Reports).All(report => report.Success) && summaries.Any() ? 0 : 1;
        });
        return command;
    }
}
