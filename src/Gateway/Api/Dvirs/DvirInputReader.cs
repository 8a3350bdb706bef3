using System.Text.Json;
using Gateway.Api.Requests;
using Gateway.Configuration.Drivers;
using Gateway.Configuration.Store;
using Gateway.Configuration.Vehicles;

namespace Gateway.Api.Dvirs;

/// <summary>Takes a posted inspection, and says all that is wrong.</summary>
internal sealed class DvirInputReader(
    FieldReader fields, long accountId, VehicleDirectory vehicles, DriverDirectory drivers, TimeProvider time)
{
    private const int MaxId = 64;
    private const int MaxName = 200;
    private const int MaxComment = 2000;
    private const int MaxDefects = 100;
    private const int MaxPhotos = 10;
    private const int MaxUrl = 2048;
    private const double MaxMiles = 10_000_000;

    /// <summary>The vehicle; 0 where the reader has a fault of it.</summary>
    public long ReadVehicle()
    {
        fields.Require("vehicle_id");
        var id = fields.ReadId("vehicle_id") ?? 0;
        if (id > 0 && vehicles.Find(accountId, id) is null)
        {
            fields.Add("vehicle_id", "is no vehicle of the account.");
        }

        return id;
    }

    /// <summary>The rest. Of use only where the reader has no faults then.</summary>
    public DvirFields Read()
    {
        fields.Require("inspection_type");
        fields.Require("safety_status");
        var start = fields.ReadTime("start_time", time);
        var end = fields.ReadTime("end_time", time);
        if (end < start)
        {
            fields.Add("end_time", "must not be before start_time.");
        }

        fields.TryNumber("odometer_mi", 0, MaxMiles, out var miles);
        return new DvirFields
        {
            InspectionType = Choice(fields, "inspection_type", "pre_trip", "post_trip", "mechanic"),
            SafetyStatus = Choice(fields, "safety_status", "safe", "unsafe", "resolved"),
            StartTime = start,
            EndTime = end,
            TrailerId = Text(fields, "trailer_id", MaxId),
            TrailerName = Text(fields, "trailer_name", MaxName),
            LicensePlate = Text(fields, "license_plate", MaxId),
            Location = Text(fields, "location", MaxName),
            OdometerMi = miles,
            Author = Inner("author", ApiJson.Plain.DvirAuthor) is { } author ? ReadAuthor(author) : null,
            Mechanic = Inner("mechanic", ApiJson.Plain.DvirMechanic) is { } mechanic ? ReadMechanic(mechanic) : null,
            Defects = ReadDefects(),
        };
    }

    private static string? Text(FieldReader from, string name, int maxLength, bool hasLines = false) =>
        from.TryText(name, maxLength, out var text, hasLines) ? text : null;

    private static string? Choice(FieldReader from, string name, params string[] among)
    {
        var text = Text(from, name, MaxName);
        if (text is not null && !among.Contains(text))
        {
            from.Add(name, $"must be {string.Join(", ", among[..^1])} or {among[^1]}.");
        }

        return text;
    }

    private FieldReader? Inner(string name, System.Text.Json.Serialization.Metadata.JsonTypeInfo shape) =>
        fields.TryElement(name, out var element) && element.ValueKind != JsonValueKind.Null
            ? new FieldReader(element, shape, fields.Faults, name + ".")
            : null;

    private DvirAuthor ReadAuthor(FieldReader author)
    {
        var driverId = author.ReadId("driver_id");
        if (driverId is { } id && drivers.Find(accountId, id) is null)
        {
            author.Add("driver_id", "is no driver of the account.");
        }

        return new DvirAuthor
        {
            Type = Text(author, "type", MaxId),
            DriverId = driverId,
            Name = Text(author, "name", MaxName),
            SignedTime = author.ReadTime("signed_time", time),
        };
    }

    private DvirMechanic ReadMechanic(FieldReader mechanic) => new()
    {
        MechanicId = Text(mechanic, "mechanic_id", MaxId),
        Name = Text(mechanic, "name", MaxName),
        SignedTime = mechanic.ReadTime("signed_time", time),
        Comment = Text(mechanic, "comment", MaxComment, hasLines: true),
    };

    private List<DvirDefect> ReadDefects()
    {
        if (!fields.TryElement("defects", out var element) || element.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (element.ValueKind != JsonValueKind.Array)
        {
            fields.Add("defects", "must be an array.", FaultKind.WrongType);
            return [];
        }

        if (element.GetArrayLength() > MaxDefects)
        {
            fields.Add("defects", $"must not have more than {MaxDefects} elements.");
            return [];
        }

        return [.. element.EnumerateArray().Select((item, index) => ReadDefect(
            new FieldReader(item, ApiJson.Plain.DvirDefect, fields.Faults, $"defects[{index}]."), index))];
    }

    private DvirDefect ReadDefect(FieldReader defect, int index)
    {
        defect.Require("category");
        defect.TryFlag("resolved", out var resolved);
        return new DvirDefect
        {
            DefectId = Text(defect, "defect_id", MaxId) ?? $"{index + 1}",
            Unit = Choice(defect, "unit", "vehicle", "trailer") ?? "vehicle",
            Category = Text(defect, "category", MaxName),
            Comment = Text(defect, "comment", MaxComment, hasLines: true),
            Severity = Text(defect, "severity", MaxId),
            Resolved = resolved ?? false,
            ResolvedTime = defect.ReadTime("resolved_time", time),
            ResolvedBy = Text(defect, "resolved_by", MaxName),
            PhotoUrls = ReadPhotos(defect),
        };
    }

    private static List<string> ReadPhotos(FieldReader defect)
    {
        if (!defect.TryElement("photo_urls", out var element) || element.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (element.ValueKind != JsonValueKind.Array)
        {
            defect.Add("photo_urls", "must be an array.", FaultKind.WrongType);
            return [];
        }

        var urls = new List<string>();
        foreach (var item in element.EnumerateArray())
        {
            if (urls.Count == MaxPhotos
                || !JsonText.TryString(item, out var text)
                || text.Length > MaxUrl
                || !Uri.TryCreate(text, UriKind.Absolute, out var url)
                || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            {
                defect.Add("photo_urls", $"must be up to {MaxPhotos} http or https addresses of up to {MaxUrl} characters.");
                return [];
            }

            urls.Add(text);
        }

        return urls;
    }
}
