using CsCheck;

namespace Gateway.Dispatch.Tests.Delivery.Http1;

internal static class GenOf
{
    /// <summary>One of these.</summary>
    public static Gen<string> Texts(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);
}
