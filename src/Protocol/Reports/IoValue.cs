namespace Gateway.Protocol.Reports;

/// <summary>A value that has no field of its own, kept under the device protocol's number for it.</summary>
/// <param name="Id">The protocol's id (Teltonika: AVL id).</param>
/// <param name="Value">The raw value as the protocol's integer, unsigned unless the protocol says otherwise.</param>
public readonly record struct IoValue(ushort Id, long Value);
