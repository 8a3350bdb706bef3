namespace Gateway.Geo;

/// <summary>A position as a point of the unit sphere, or a difference of two.</summary>
internal readonly record struct UnitVector(double X, double Y, double Z)
{
    public double Length => Math.Sqrt(Dot(this));

    public static UnitVector operator -(in UnitVector left, in UnitVector right) =>
        new(left.X - right.X, left.Y - right.Y, left.Z - right.Z);

    public static UnitVector operator +(in UnitVector left, in UnitVector right) =>
        new(left.X + right.X, left.Y + right.Y, left.Z + right.Z);

    public static UnitVector operator *(in UnitVector vector, double factor) =>
        new(vector.X * factor, vector.Y * factor, vector.Z * factor);

    public static UnitVector Of(double latitude, double longitude)
    {
        var (sinLatitude, cosLatitude) = Math.SinCos(Distance.Radians(latitude));
        var (sinLongitude, cosLongitude) = Math.SinCos(Distance.Radians(longitude));
        return new UnitVector(cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude);
    }

    public double Dot(in UnitVector other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    public UnitVector Cross(in UnitVector other) => new(
        (Y * other.Z) - (Z * other.Y), (Z * other.X) - (X * other.Z), (X * other.Y) - (Y * other.X));

    public GeoPoint ToPoint() => new(
        Distance.Degrees(Math.Atan2(Z, Math.Sqrt((X * X) + (Y * Y)))), Distance.Degrees(Math.Atan2(Y, X)));
}
