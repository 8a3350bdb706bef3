namespace Gateway.Tests.EndToEnd.Families;

/// <summary>A frame of a device, and every byte that the gateway answers.</summary>
internal sealed record Exchange(byte[] Frame, byte[] Answer);
