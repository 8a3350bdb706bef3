namespace DeviceSimulator.Fleet.Routes;

/// <summary>A place on earth, WGS-84 degrees.</summary>
public readonly record struct GeoPoint(double Latitude, double Longitude);
