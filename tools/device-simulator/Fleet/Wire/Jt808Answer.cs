namespace DeviceSimulator.Fleet.Wire;

/// <summary>What a server's message says. All zeros where it is broken.</summary>
/// <param name="Type">The message's id.</param>
/// <param name="Serial">The serial number of the device's message that it answers.</param>
/// <param name="Message">The id of that message.</param>
/// <param name="Result">0 for success.</param>
internal readonly record struct Jt808Answer(ushort Type, ushort Serial, ushort Message, byte Result);
