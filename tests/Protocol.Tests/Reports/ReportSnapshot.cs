using System.Globalization;
using System.Reflection;
using System.Text;
using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Tests.Reports;

/// <summary>
/// All that a report says as text, doubles by their bits. By reflection, so that a new property can't be forgotten.
/// </summary>
internal static class ReportSnapshot
{
    public static string Of(DeviceReport report)
    {
        var text = new StringBuilder();
        foreach (var property in Properties)
        {
            text.Append(property.Name).Append('=').AppendLine(Format(property.GetValue(report)));
        }

        foreach (var reading in report.Readings)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{reading.SensorId} {reading.Kind} {Format(reading.Value)}");
        }

        foreach (var io in report.IoValues)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{io.Id} {io.Value}");
        }

        return text.ToString();
    }

    public static IEnumerable<PropertyInfo> Properties { get; } = typeof(DeviceReport)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => !property.PropertyType.IsByRefLike)
        .ToArray();

    private static string Format(object? value) => value switch
    {
        null => "null",
        double number => $"{number:R} {BitConverter.DoubleToInt64Bits(number):X16}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
