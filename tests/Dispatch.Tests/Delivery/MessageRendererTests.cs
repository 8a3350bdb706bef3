using System.Text;
using System.Text.Json;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Tests.Delivery;

public class MessageRendererTests
{
    private const string Data =
        """{"latitude":52.5163,"longitude":-0.00001,"tiny":1e-7,"big":1E+20,"late":false,"ignition":true,"vin":null}""";

    [Fact]
    public void Writes_the_head_in_the_order_of_the_contract_and_the_data_untouched()
    {
        Assert.Equal(
            """{"head":{"account_id":123456,"username":"testusername","ref_id":"CA1234567","type":"idle","webhook_id":9016,"retry_count":2,"queue_depth":41,"enqueue_time":1450210819,"request_time":1450210820},"data":"""
            + Data + "}",
            Render(BodyFormat.Json, "CA1234567", Data));
    }

    [Fact]
    public void Writes_null_for_a_vehicle_without_reference_id() =>
        Assert.Contains("\"ref_id\":null,\"type\"", Render(BodyFormat.Json, "", Data), StringComparison.Ordinal);

    [Theory]
    [InlineData("a\"b\\c\nd\u0001e")]
    [InlineData("Zürich 東京 🚚")]
    [InlineData("</script>&'+")]
    public void Json_gives_any_reference_id_and_user_name_back(string text)
    {
        using var document = JsonDocument.Parse(Render(BodyFormat.Json, text, "{}", username: text));

        var head = document.RootElement.GetProperty("head");
        Assert.Equal(text, head.GetProperty("ref_id").GetString());
        Assert.Equal(text, head.GetProperty("username").GetString());
    }

    [Fact]
    public void Form_keeps_the_text_of_numbers_and_the_brackets_of_keys()
    {
        Assert.Equal(
            "head[account_id]=123456&head[username]=testusername&head[ref_id]=CA+12%2F3&head[type]=idle"
            + "&head[webhook_id]=9016&head[retry_count]=2&head[queue_depth]=41&head[enqueue_time]=1450210819"
            + "&head[request_time]=1450210820&data[latitude]=52.5163&data[longitude]=-0.00001&data[tiny]=1e-7"
            + "&data[big]=1E%2B20&data[late]=false&data[ignition]=true&data[vin]=",
            Render(BodyFormat.Form, "CA 12/3", Data));
    }

    [Theory]
    [InlineData("""{"defects":[{"category":"brakes","ok":false},{"category":"light"}],"x":1}""",
        "data[defects][0][category]=brakes&data[defects][0][ok]=false&data[defects][1][category]=light&data[x]=1")]
    [InlineData("""{"a":{"b":{"c":[1,[2,3],{"d":4}]}},"e":5}""",
        "data[a][b][c][0]=1&data[a][b][c][1][0]=2&data[a][b][c][1][1]=3&data[a][b][c][2][d]=4&data[e]=5")]
    [InlineData("""{"none":[],"nothing":{},"deep":[[],{}],"z":""}""", "data[z]=")]
    [InlineData("""{"sp ace":"a b","q\"t":"\u00fc\n&=","東":"🚚*-._~"}""",
        "data[sp+ace]=a+b&data[q%22t]=%C3%BC%0A%26%3D&data[%E6%9D%B1]=%F0%9F%9A%9A*-._%7E")]
    [InlineData("""{"k[0]":"]"}""", "data[k%5B0%5D]=%5D")]
    public void Form_walks_any_tree(string data, string expected)
    {
        var form = Render(BodyFormat.Form, "r", data);

        Assert.Equal(expected, form[(form.IndexOf("&data[", StringComparison.Ordinal) + 1)..]);
    }

    [Fact]
    public void Form_of_empty_data_has_the_head_alone() =>
        Assert.EndsWith("&head[request_time]=1450210820", Render(BodyFormat.Form, "r", "{}"), StringComparison.Ordinal);

    [Fact]
    public void Type_is_the_webhook_s_own()
    {
        var webhook = TestWebhooks.Make(9016, new Uri("https://example.com/"), EventType.LandmarkChange);

        Assert.Contains("\"type\":\"landmark_change\"", Render(webhook, "r", "{}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Signed_content_is_id_timestamp_and_body()
    {
        using var buffer = new PooledBuffer();
        var template = new WebhookTemplate(TestWebhooks.Make(9016, new Uri("https://example.com/")));

        var message = MessageRenderer.Render(template, Head("r"), "{}"u8, buffer);

        Assert.Equal("msg_0000000000000000000000000000abcd_9016", Text(message.Id));
        Assert.Equal("1450210820", Text(message.Timestamp));
        Assert.Equal(
            $"{Text(message.Id)}.{Text(message.Timestamp)}.{Text(message.Body)}",
            Encoding.UTF8.GetString(message.Signed.Span));
    }

    [Fact]
    public void Rendering_again_allocates_nothing()
    {
        using var buffer = new PooledBuffer();
        var template = new WebhookTemplate(TestWebhooks.Make(9016, new Uri("https://example.com/")));
        var data = Encoding.UTF8.GetBytes(Data);
        RenderMany(1000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        RenderMany(1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void RenderMany(int count)
        {
            for (var i = 0; i < count; i++)
            {
                MessageRenderer.Render(template, Head(""), data, buffer);
            }
        }
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static MessageHead Head(string refId) => new()
    {
        EventId = new EventId(0xABCD),
        RefId = Encoding.UTF8.GetBytes(refId),
        RetryCount = 2,
        QueueDepth = 41,
        EnqueueTime = 1450210819,
        RequestTime = 1450210820,
    };

    private static string Render(BodyFormat format, string refId, string data, string username = "testusername") =>
        Render(TestWebhooks.Make(9016, new Uri("https://example.com/"), format: format, username: username), refId, data);

    private static string Render(WebhookDefinition webhook, string refId, string data)
    {
        using var buffer = new PooledBuffer();
        var message = MessageRenderer.Render(
            new WebhookTemplate(webhook), Head(refId), Encoding.UTF8.GetBytes(data), buffer);
        return Encoding.UTF8.GetString(message.Body.Span);
    }
}
