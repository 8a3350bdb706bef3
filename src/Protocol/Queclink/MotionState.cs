using Gateway.Protocol.Reports;

namespace Gateway.Protocol.Queclink;

/// <summary>
/// The motion state byte ("State" of GTINF and GTSTT, first byte of the device status, "Motion Status" of HEX frames):
/// 11, 12 ignition off and resting, moving; 21, 22 ignition on and resting, moving; 41, 42 no ignition signal; 16 towed;
/// 1A perhaps towed.
/// </summary>
internal static class MotionState
{
    public static bool IsOne(uint state) => state is 0x11 or 0x12 or 0x16 or 0x1A or 0x21 or 0x22 or 0x41 or 0x42;

    public static void Apply(uint state, DeviceReport report)
    {
        if (!IsOne(state))
        {
            return;
        }

        report.Moving = state is not (0x11 or 0x21 or 0x41);
        if (state < 0x40)
        {
            report.Ignition = state >= 0x20;
        }

        if (state == 0x16)
        {
            report.Alarms |= DeviceAlarms.Towing;
        }
    }
}
