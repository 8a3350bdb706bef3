namespace Gateway.Protocol.Gt06;

/// <summary>The kinds of content.</summary>
internal enum Gt06Form
{
    /// <summary>Nothing that a report has a place for.</summary>
    Unkept,

    /// <summary>A GPS block and what belongs to it.</summary>
    Location,

    /// <summary>0x34 of X1 models.</summary>
    X1,

    /// <summary>0x24 with a GPS block.</summary>
    Small,

    /// <summary>0x36 with a GPS block.</summary>
    Vehicle,

    /// <summary>0xA2 with a GPS block.</summary>
    Wired,

    /// <summary>Status without a place.</summary>
    Heartbeat,

    /// <summary>A cell and a status.</summary>
    CellStatus,

    /// <summary>A time and cells.</summary>
    Cells,

    /// <summary>A decimal time and Wi-Fi stations.</summary>
    Wifi,

    /// <summary>A camera's event.</summary>
    Event,

    /// <summary>The supply's voltage.</summary>
    Supply,

    /// <summary>Information transmission.</summary>
    Info,

    /// <summary>A command's answer.</summary>
    Text,

    /// <summary>A long frame's location.</summary>
    LongGps,

    /// <summary>An OBD reader's values.</summary>
    Obd,

    /// <summary>A peripheral's values.</summary>
    Peripheral,

    /// <summary>Modules.</summary>
    Modules,
}
