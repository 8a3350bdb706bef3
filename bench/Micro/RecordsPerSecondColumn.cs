using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Gateway.Bench.Micro;

/// <summary>For benchmarks with a parameter <c>Frame</c> or <c>Family</c>: records a second, not frames.</summary>
internal sealed class RecordsPerSecondColumn : IColumn
{
    public string Id => nameof(RecordsPerSecondColumn);

    public string ColumnName => "M records/s";

    public bool AlwaysShow => false;

    public ColumnCategory Category => ColumnCategory.Statistics;

    public int PriorityInCategory => 1;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => "Millions of records a second, one thread";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        RecordsOf(benchmarkCase.Parameters) is { } records && summary[benchmarkCase]?.ResultStatistics is { } statistics
            ? (records * 1000 / statistics.Mean).ToString("0.00", CultureInfo.InvariantCulture)
            : "-";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
        GetValue(summary, benchmarkCase);

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    private static int? RecordsOf(ParameterInstances parameters) =>
        parameters["Frame"] is string frame ? DecodeBenchmarks.RecordsOf(frame)
        : parameters["Family"] is string family ? FamilyBenchmarks.RecordsOf(family)
        : null;
}
