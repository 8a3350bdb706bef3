namespace DeviceSimulator.Fleet.Wire;

/// <summary>One AVL (IO) element: its id, its size in bytes (1, 2, 4 or 8) and its value, big endian on the wire.</summary>
internal readonly record struct AvlElement(ushort Id, byte Size, ulong Value);
