import { simulatedAccount } from "../account/account";
import type { Change } from "../account/control-plane";
import type { AsyncInvocations } from "../lambda/async-invocations";
import type { Draws, ServiceDeps } from "../service-deps";
import {
  checkRule,
  checkTarget,
  type Rule,
  ruleType,
  type Target,
  targetsOf,
  targetType,
} from "./declarations";
import { scheduleOf } from "./schedule";

const principal = "events.amazonaws.com";

export interface RulesDeps extends ServiceDeps, Draws {
  readonly asyncInvocations: AsyncInvocations;
}

interface Running {
  readonly created: number;
  callOff: (() => void) | undefined;
}

/**
 * The scheduled rules of EventBridge. A jump of the clock is time that passes: a rule fires for
 * each time in between, with that time in its event. EventBridge promises at least once, and makes
 * nothing up that it missed; neither happens here.
 */
export class Rules {
  readonly #running = new Map<string, Running>();

  constructor(private readonly deps: RulesDeps) {
    deps.controlPlane.onChange((change) => this.#follow(change));
  }

  #follow(change: Change): void {
    const record = change.kind === "deleted" ? change.before : change.after;
    if (record.type === targetType && change.kind !== "deleted")
      checkTarget(this.deps.controlPlane, record);
    if (record.type !== ruleType) return;
    const before = this.#running.get(record.id);
    const rule = change.kind === "deleted" ? undefined : checkRule(record);
    before?.callOff?.();
    this.#running.delete(record.id);
    if (!rule) return;
    const running = { created: before?.created ?? this.deps.clock.now(), callOff: undefined };
    this.#running.set(record.id, running);
    if (rule.isEnabled && rule.state !== "DISABLED")
      this.#arm(rule, running, this.deps.clock.now());
  }

  /** @param after the time for which the rule fired last, whatever time it is by now. */
  #arm(rule: Rule, running: Running, after: number): void {
    const { clock, faults } = this.deps;
    const due = scheduleOf(rule.scheduleExpression).next(after, running.created);
    if (due === undefined) {
      faults.report("events", `Rule ${rule.name} never fires: ${rule.scheduleExpression}.`);
      return;
    }
    running.callOff = clock.after(due - clock.now(), () => {
      this.#arm(rule, running, due);
      this.#fire(rule, due);
    });
  }

  #fire(rule: Rule, at: number): void {
    const targets = targetsOf(this.deps.controlPlane, rule);
    if (targets.length === 0)
      this.deps.faults.report("events", `Rule ${rule.name} fired, and has no target.`);
    for (const target of targets) this.#invoke(rule, target, at);
  }

  #invoke(rule: Rule, target: Target, at: number): void {
    const { access, faults, asyncInvocations } = this.deps;
    const allowed = access.forService(principal, "lambda:InvokeFunction", target.arn, rule.arn);
    if (allowed !== "allow") {
      faults.report(
        "events",
        `Rule ${rule.name} may not invoke ${target.arn}: ` +
          `no permission allows ${principal} lambda:InvokeFunction for ${rule.arn}.`,
      );
      return;
    }
    try {
      asyncInvocations.accept(target.arn, target.input ?? this.#event(rule, at));
    } catch (error) {
      faults.failure("events", `Rule ${rule.name}: invoking ${target.arn}`)(error);
    }
  }

  /** EventBridge user guide, "Scheduled events": what a function gets. */
  #event(rule: Rule, at: number): object {
    return {
      version: "0",
      id: this.deps.ids.uuid(),
      "detail-type": "Scheduled Event",
      source: "aws.events",
      account: simulatedAccount.accountId,
      time: new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z"),
      region: simulatedAccount.region,
      resources: [rule.arn],
      detail: {},
    };
  }
}
