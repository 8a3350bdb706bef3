namespace Gateway.Geo.Roads;

/// <summary>
/// General limits that a <c>maxspeed</c> of the form <c>country:place</c> stands for, for cars. Only those that hold in
/// the whole country without conditions of time, weather or lanes; all else is not known. Not in it, for example: Greece (urban
/// depends on the street since 2025) and Britain's restricted roads (20 mph in Wales since 2023). Rural and motorway values of AT,
/// BG, HR, CZ, DK, FI, DE, HU and IT were compared with the European Commission's "Going abroad" tables for cars below 3.5 t.
/// </summary>
internal static class RegionalLimits
{
    /// <summary>Miles an hour, or null.</summary>
    public static double? Find(ReadOnlySpan<char> code)
    {
        if (code.Length is < 5 or > 20)
        {
            return null;
        }

        if (Miles(code) is { } mph)
        {
            return mph;
        }

        var kph = code switch
        {
            "AT:urban" or "BG:urban" or "CH:urban" or "CZ:urban" or "DE:urban" or "DK:urban" or "EE:urban"
                or "FI:urban" or "FR:urban" or "HR:urban" or "HU:urban" or "IT:urban" or "LT:urban"
                or "LU:urban" or "LV:urban" or "NL:urban" or "NO:urban" or "PL:urban" or "PT:urban" or "RO:urban"
                or "RS:urban" or "SI:urban" or "SK:urban" or "TR:urban" or "UA:urban" => 50,
            "RU:urban" or "BY:urban" => 60,
            "AT:rural" or "DE:rural" => 100,
            "BG:rural" or "CZ:rural" or "HR:rural" or "HU:rural" or "IT:rural" or "PL:rural" or "RO:rural"
                or "RU:rural" or "SI:rural" or "SK:rural" or "UA:rural" or "LU:rural" or "BY:rural" => 90,
            "CH:rural" or "DK:rural" or "FI:rural" or "NL:rural" or "NO:rural" or "RS:rural" => 80,
            "AT:motorway" or "CZ:motorway" or "HR:motorway" or "HU:motorway" or "RO:motorway" or "SI:motorway"
                or "SK:motorway" or "UA:motorway" or "RS:motorway" => 130,
            "BE:motorway" or "CH:motorway" or "PT:motorway" or "ES:motorway" => 120,
            "BG:motorway" or "PL:motorway" => 140,
            _ => 0,
        };
        return kph == 0 ? null : SpeedLimitText.FromKph(kph);
    }

    private static double? Miles(ReadOnlySpan<char> code) => code switch
    {
        "GB:nsl_single" => 60,
        "GB:nsl_dual" or "GB:motorway" => 70,
        _ => null,
    };
}
