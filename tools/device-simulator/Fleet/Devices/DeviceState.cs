namespace DeviceSimulator.Fleet.Devices;

internal enum DeviceState : byte
{
    /// <summary>Not connected; connects when its time comes.</summary>
    Waiting,

    Connecting,

    AwaitingLogin,

    /// <summary>Connected, nothing on the way.</summary>
    Ready,

    AwaitingAck,

    /// <summary>Done for good.</summary>
    Finished,
}
