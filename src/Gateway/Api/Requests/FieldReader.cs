using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateway.Configuration.Store;

namespace Gateway.Api.Requests;

/// <summary>
/// Reads the fields of a JSON object one by one and collects every fault, so that a user sees all of them at once. Each
/// Try method answers true where the field is there and can be used; JSON null gives null.
/// </summary>
internal sealed class FieldReader
{
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly string _prefix;

    /// <param name="element">What should be an object.</param>
    /// <param name="shape">The type whose properties are the fields that may stand in it.</param>
    /// <param name="faults">Where faults go.</param>
    /// <param name="prefix">What stands before the names of its fields in messages: <c>filter.</c></param>
    public FieldReader(JsonElement element, JsonTypeInfo shape, List<Fault> faults, string prefix = "")
    {
        Faults = faults;
        _prefix = prefix;
        if (element.ValueKind != JsonValueKind.Object)
        {
            var name = prefix.Length == 0 ? "body" : prefix.TrimEnd('.');
            faults.Add(new Fault(name, $"{name} must be a JSON object.", FaultKind.WrongType));
            return;
        }

        var known = shape.Properties.Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var name = JsonText.TryName(property, out var text) ? text : "?";
            if (known.Contains(name))
            {
                _fields[name] = property.Value;
            }
            else
            {
                Add(Shorten(name), "is not a field that can be set.");
            }
        }
    }

    public List<Fault> Faults { get; }

    /// <summary>Whether the field is there and not null, whatever its value.</summary>
    public bool Has(string name) => _fields.TryGetValue(name, out var element) && element.ValueKind != JsonValueKind.Null;

    /// <summary>Adds a fault of a field; the message continues after the field's name.</summary>
    public void Add(string name, string message, FaultKind kind = FaultKind.Invalid) =>
        Faults.Add(new Fault(_prefix + name, $"{_prefix}{name} {message}", kind));

    /// <summary>Adds a fault where a field is missing or null.</summary>
    public void Require(string name)
    {
        if (!Has(name))
        {
            Add(name, "is required.");
        }
    }

    /// <summary>A text without control characters (line breaks where it may have lines), trimmed; empty counts as null.</summary>
    public bool TryText(string name, int maxLength, out string? value, bool hasLines = false)
    {
        value = null;
        if (!_fields.TryGetValue(name, out var element))
        {
            return false;
        }

        if (element.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (!JsonText.TryString(element, out var text))
        {
            Add(name, "must be a string.", FaultKind.WrongType);
            return false;
        }

        if (text.Any(letter => char.IsControl(letter) && !(hasLines && letter is ('\n' or '\r' or '\t'))))
        {
            Add(name, "must not have control characters.");
            return false;
        }

        text = text.Trim();
        if (text.Length > maxLength)
        {
            Add(name, $"must not be longer than {maxLength} characters.");
            return false;
        }

        value = text.Length == 0 ? null : text;
        return true;
    }

    /// <summary>A number within bounds, both included.</summary>
    public bool TryNumber(string name, double least, double most, out double? value)
    {
        value = null;
        if (!_fields.TryGetValue(name, out var element))
        {
            return false;
        }

        if (element.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out var number))
        {
            Add(name, "must be a number.", FaultKind.WrongType);
            return false;
        }

        if (!(number >= least && number <= most))
        {
            Add(name, $"must be from {least} to {most}.");
            return false;
        }

        value = number;
        return true;
    }

    /// <summary>A whole number within bounds, both included.</summary>
    public bool TryInteger(string name, int least, int most, out int? value)
    {
        var isThere = TryLong(name, least, most, out var number);
        value = (int?)number;
        return isThere;
    }

    /// <summary>A whole number up to 2^53, which JSON numbers have exactly.</summary>
    public bool TryLong(string name, long least, long most, out long? value)
    {
        value = null;
        if (!TryNumber(name, least, most, out var number))
        {
            return false;
        }

        if (number is { } some && some != Math.Floor(some))
        {
            Add(name, "must be a whole number.");
            return false;
        }

        value = (long?)number;
        return true;
    }

    public bool TryFlag(string name, out bool? value)
    {
        value = null;
        if (!_fields.TryGetValue(name, out var element))
        {
            return false;
        }

        if (element.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null))
        {
            Add(name, "must be true or false.", FaultKind.WrongType);
            return false;
        }

        value = element.ValueKind == JsonValueKind.Null ? null : element.GetBoolean();
        return true;
    }

    /// <summary>The element itself, null included.</summary>
    public bool TryElement(string name, out JsonElement element) => _fields.TryGetValue(name, out element);

    private static string Shorten(string name) => name.Length <= 64 ? name : name[..64] + "…";
}
