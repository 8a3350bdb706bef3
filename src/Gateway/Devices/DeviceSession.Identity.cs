using System.Runtime.CompilerServices;
using Gateway.Configuration.Vehicles;
using Gateway.Protocol.Sessions;

namespace Gateway.Devices;

/// <content>Which vehicle the device is on.</content>
internal sealed partial class DeviceSession
{
    /// <summary>Whether it only says what is known: a protocol without login may name the device on every frame.</summary>
    private bool IsNamedAgain(in DeviceMessage message) =>
        message.Kind == MessageKind.Reports && message.DeviceId == _deviceId && IsStillKnown();

    /// <summary>Finds out which vehicle the device is on, and answers a login.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> IdentifyAsync(DeviceMessage message, FrameWorkspace work)
    {
        var deviceId = message.DeviceId!;
        _snapshot = _services.Vehicles.Current;
        var vehicle = FindVehicle(_snapshot, deviceId);
        if (vehicle is null && _services.RegisterUnknown)
        {
            vehicle = await _services.Vehicles.RegisterAsync(deviceId, _protocol.Name, _connection.ConnectionClosed);
        }

        if (message.Kind == MessageKind.Login)
        {
            _protocolSession.AnswerLogin(vehicle is not null, work.Replies);
        }
        else if (vehicle is null)
        {
            // Its reports are not kept, so what the protocol answered to them must not leave.
            work.Replies.ResetWrittenCount();
            _protocolSession.AnswerLogin(false, work.Replies);
        }

        _services.Metrics.Login(_protocol.Name, vehicle is null ? "unknown_device" : "accepted");
        if (_vehicle is { } former && former.Id != vehicle?.Id)
        {
            _services.Sessions.Leave(former.Id, this);
        }

        _deviceId = deviceId;
        _vehicle = vehicle;
        if (vehicle is null)
        {
            if (_services.Throttle.TryPass())
            {
                DeviceLog.UnknownDevice(_services.Logger, _protocol.Name, deviceId);
            }

            TryBeginClose(CloseReason.UnknownDevice);
            return false;
        }

        work.Batch.SetVehicle(vehicle.Id);
        _services.Sessions.Enter(vehicle.Id, this)?.Close(CloseReason.Replaced);
        return true;
    }

    /// <summary>Whether the vehicle is still configured with this device; looked up only after a change.</summary>
    private bool IsStillKnown()
    {
        var current = _services.Vehicles.Current;
        if (_vehicle is not null && _deviceId is not null && !ReferenceEquals(current, _snapshot))
        {
            _snapshot = current;
            if (FindVehicle(current, _deviceId)?.Id != _vehicle.Id)
            {
                return false;
            }
        }

        return _vehicle is not null;
    }

    private Vehicle? FindVehicle(VehicleSnapshot vehicles, string deviceId) =>
        vehicles.FindByDevice(deviceId)
        ?? (_protocolSession.AlternativeDeviceId is { } alternative ? vehicles.FindByDevice(alternative) : null);
}
