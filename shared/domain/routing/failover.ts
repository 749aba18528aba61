import type { OutboundContent } from "../content/content";
import type { TwilioStage } from "../rollout/stage";
import { stageRules } from "../rollout/stage-rules";
import { type Fault, isWorthRetrying } from "./fault-class";
import { mayCarry, type Route, type RoutingFacts, routeFrom } from "./route";

/**
 * The other number, where it may carry what the first one surely did not take (docs/rules.md, rule
 * 5). An ambiguous outcome has no fault and so never comes here; nor does opt-out, a dead recipient
 * or bad content, which would be refused again.
 */
export function failover(
  fault: Fault,
  failed: Route,
  content: OutboundContent,
  stage: TwilioStage,
  facts: RoutingFacts,
): Route | undefined {
  if (!isWorthRetrying(fault) || failed.sender === "sms") return undefined;
  const other = failed.sender === "A" ? "B" : "A";
  if (other === "A" && !(stageRules(stage).failsOverToA && facts.numbers.A)) return undefined;
  const route = routeFrom(other, facts);
  return mayCarry(route, content) ? route : undefined;
}
