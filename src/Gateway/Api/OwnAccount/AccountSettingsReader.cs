using System.Text.Json;
using Gateway.Api.Requests;
using Gateway.Configuration.Store;
using Gateway.Vehicles.Timelines;

namespace Gateway.Api.OwnAccount;

/// <summary>Takes a request's settings over into an account's, and says all that is wrong.</summary>
/// <param name="gatewayWindow">The gateway's late window: an account's can't be longer.</param>
internal sealed class AccountSettingsReader(TimeSpan gatewayWindow)
{
    private const string LateWindow = "late_window_seconds";

    /// <summary>The settings after the change; of use only where nothing was added to the faults.</summary>
    public MotionSettings Apply(JsonElement body, MotionSettings before, List<Fault> faults)
    {
        var account = new FieldReader(body, ApiJson.Plain.OwnAccountInput, faults);
        if (!account.TryElement("settings", out var element))
        {
            if (faults.Count == 0)
            {
                account.Add("settings", "is required.");
            }

            return before;
        }

        if (element.ValueKind == JsonValueKind.Null)
        {
            return MotionSettings.Default;
        }

        var fields = new FieldReader(element, ApiJson.Plain.AccountSettingsObject, faults, "settings.");
        var after = before;
        foreach (var setting in MotionSettingList.All)
        {
            var most = setting.Name == LateWindow ? Math.Min(setting.Most, gatewayWindow.TotalSeconds) : setting.Most;
            if (!fields.TryNumber(setting.Name, setting.Least, most, out var value))
            {
                continue;
            }

            if (value is { } number && !setting.Takes(number))
            {
                fields.Add(setting.Name, "must be a whole number.");
                continue;
            }

            after = setting.Write(after, value ?? setting.Default);
        }

        foreach (var (name, message) in after.Validate())
        {
            fields.Add(name, message);
        }

        return after;
    }
}
