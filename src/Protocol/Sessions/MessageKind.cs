namespace Gateway.Protocol.Sessions;

/// <summary>What a decoded frame is.</summary>
public enum MessageKind
{
    /// <summary>Refused; <see cref="DeviceMessage.Fault"/> says why. Nothing of it counts.</summary>
    Invalid,

    /// <summary>The device says who it is; the answer is <see cref="ProtocolSession.AnswerLogin"/>.</summary>
    Login,

    /// <summary>Carries reports (also heartbeats that become events); its reply may wait for the commit.</summary>
    Reports,

    /// <summary>Recognised, and nothing to keep: a command response, a time request.</summary>
    Other,
}
