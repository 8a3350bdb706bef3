using System.Buffers;
using System.Text.Json;

namespace Gateway.Dispatch.Delivery;

/// <summary>
/// Turns a JSON value into <c>&amp;key[name][0]=value</c> pairs. Numbers keep their very text; true and false are those
/// words; null is an empty value; empty objects and arrays leave no pair. The brackets of the keys stand as they are,
/// names between them and values are percent-encoded.
/// </summary>
internal static class FormWriter
{
    /// <summary>Deepest nesting; events have three levels.</summary>
    private const int MaxDepth = 32;

    public static void Append(PooledBuffer destination, ReadOnlySpan<byte> root, ReadOnlySpan<byte> json)
    {
        // The key of the value at hand is the start of "key", as long as the innermost entry of "ends" says.
        using var key = new PooledBuffer();
        key.Write(root);
        Span<int> ends = stackalloc int[MaxDepth + 1];
        Span<int> indexes = stackalloc int[MaxDepth + 1];
        var depth = 0;
        ends[0] = root.Length;
        indexes[0] = -1;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    key.Truncate(ends[depth]);
                    key.Write((byte)'[');
                    AppendText(key, ref reader);
                    key.Write((byte)']');
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    NextIndex(key, ends[depth], ref indexes[depth]);
                    depth++;
                    ends[depth] = key.Length;
                    indexes[depth] = reader.TokenType == JsonTokenType.StartArray ? 0 : -1;
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    depth--;
                    break;
                default:
                    NextIndex(key, ends[depth], ref indexes[depth]);
                    destination.Write((byte)'&');
                    destination.Write(key.Span);
                    destination.Write((byte)'=');
                    AppendValue(destination, ref reader);
                    break;
            }
        }
    }

    private static void NextIndex(PooledBuffer key, int end, ref int index)
    {
        if (index < 0)
        {
            return;
        }

        key.Truncate(end);
        key.Write((byte)'[');
        key.WriteNumber(index++);
        key.Write((byte)']');
    }

    private static void AppendValue(PooledBuffer destination, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                AppendText(destination, ref reader);
                break;
            case JsonTokenType.Null:
                break;
            default:
                // 1e+7 is a number too: its plus sign must not be read as a space.
                FormText.Append(destination, reader.ValueSpan);
                break;
        }
    }

    private static void AppendText(PooledBuffer destination, ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            FormText.Append(destination, reader.ValueSpan);
            return;
        }

        var rented = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        FormText.Append(destination, rented.AsSpan(0, reader.CopyString(rented)));
        ArrayPool<byte>.Shared.Return(rented);
    }
}
