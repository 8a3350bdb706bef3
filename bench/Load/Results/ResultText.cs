using System.Globalization;

namespace Gateway.Bench.Load.Results;

/// <summary>Numbers for people.</summary>
internal static class ResultText
{
    /// <summary>Four figures, thousands apart; a dash for what was not measured.</summary>
    public static string Number(double? value) => value switch
    {
        null or double.NaN => "–",
        >= 1000 => value.Value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 100 => value.Value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.Value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.00", CultureInfo.InvariantCulture),
    };
}
