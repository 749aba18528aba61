import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import type { WhatsAppNumbers } from "../../shared/domain/message/channel";
import { stageRules } from "../../shared/domain/rollout/stage";
import type { RolloutInForce } from "../../shared/domain/rollout/weight-in-force";
import { bucket, isMoved } from "../../shared/domain/routing/bucket";
import { chatLink } from "../../shared/domain/routing/invitation";
import { type RolloutSource, rolloutIfRead } from "../../shared/ports";

export interface StartPorts {
  readonly rollout: RolloutSource;
  readonly numbers: WhatsAppNumbers;
}

/**
 * Sends a newcomer to a chat with A or B, by the weight in force; the same visitor to the same one
 * while it stands.
 */
export async function startChat(
  { requestContext }: Pick<APIGatewayProxyEvent, "requestContext">,
  { rollout, numbers }: StartPorts,
): Promise<APIGatewayProxyResult> {
  const { sourceIp, userAgent } = requestContext.identity;
  // A newcomer is never turned away because the weight cannot be read: nobody is moved then.
  const inForce = await rolloutIfRead(rollout);
  const visitor = `visitor:${sourceIp}|${userAgent ?? ""}`;
  const number = inForce ? numberFor(visitor, inForce, numbers) : (numbers.A ?? numbers.B);
  return {
    statusCode: 302,
    headers: { location: chatLink(number, "Hi"), "cache-control": "no-store" },
    body: "",
  };
}

function numberFor(
  visitor: string,
  { stage, salt, awsWeight }: RolloutInForce,
  { A, B }: WhatsAppNumbers,
) {
  const stays = stageRules(stage).dealsByWeight && !isMoved(bucket(salt, visitor), awsWeight);
  return stays && A ? A : B;
}
