// Checks signed messages with the published Standard Webhooks library. Standard input: one JSON object a line with
// secret, id, timestamp, signature and body (base64). Standard output: for each line "verified", or why it is refused.
import { createInterface } from "node:readline";
import { Webhook, WebhookVerificationError } from "standardwebhooks";

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  const headers = {
    "webhook-id": message.id,
    "webhook-timestamp": message.timestamp,
    "webhook-signature": message.signature,
  };
  try {
    new Webhook(message.secret).verify(Buffer.from(message.body, "base64"), headers, { jsonParse: false });
    console.log("verified");
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) {
      throw error;
    }
    console.log(`refused: ${error.message}`);
  }
}
