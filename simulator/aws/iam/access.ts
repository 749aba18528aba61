import * as v from "valibot";
import { simulatedAccount } from "../account/account";
import type { Change, ControlPlane, ResourceRecord } from "../account/control-plane";
import { declared } from "../account/declared";
import { type AccessRequest, type Decision, decideByIdentity, decideByResource } from "./evaluate";
import { managedPolicies } from "./managed-policies";
import { type PolicyDocument, parsePolicy } from "./policy-document";

/** Pulumi takes a policy as JSON text or as an object. */
const policyText = v.union([
  v.string(),
  v.pipe(
    v.looseObject({}),
    v.transform((document) => JSON.stringify(document)),
  ),
]);
const roleSchema = v.object({
  name: v.string(),
  arn: v.string(),
  assumeRolePolicy: policyText,
  inlinePolicies: v.optional(
    v.array(v.object({ name: v.optional(v.string()), policy: v.optional(policyText) })),
    [],
  ),
});
const rolePolicySchema = v.object({ role: v.string(), policy: policyText });
const attachmentSchema = v.object({ role: v.string(), policyArn: v.string() });
const managedSchema = v.object({ arn: v.string(), policy: policyText });
const queuePolicySchema = v.object({ queueUrl: v.string(), policy: policyText });
const topicPolicySchema = v.object({ arn: v.string(), policy: policyText });
const ownPolicySchema = v.object({ policy: v.optional(policyText, "") });

/**
 * Answers whether somebody may do something, from the policies that the evaluated program declares
 * at this moment.
 */
export class Access {
  constructor(private readonly controlPlane: ControlPlane) {
    controlPlane.onChange((change) => this.#check(change));
  }

  /**
   * A role's own policies together with the policy of the resource: within one account either may
   * allow, and either may deny.
   */
  forRole(
    roleArn: string,
    action: string,
    resource: string,
  ): { readonly decision: Decision; readonly reason: string } {
    const principal = {
      kind: "role",
      arn: roleArn,
      accountId: simulatedAccount.accountId,
    } as const;
    const request: AccessRequest = { principal, action, resource };
    const byIdentity = decideByIdentity(request, this.#policiesOf(roleArn));
    const byResource = decideByResource(request, this.#policyOfResource(resource));
    if (byIdentity === "explicit-deny")
      return { decision: byIdentity, reason: "with an explicit deny in an identity-based policy" };
    if (byResource === "explicit-deny")
      return { decision: byResource, reason: "with an explicit deny in a resource-based policy" };
    if (byIdentity === "allow" || byResource === "allow") return { decision: "allow", reason: "" };
    return {
      decision: "none",
      reason: `because no identity-based policy allows the ${action} action`,
    };
  }

  /**
   * An AWS service acting for a resource: only the policy of the resource it acts on can allow it.
   */
  forService(
    servicePrincipal: string,
    action: string,
    resource: string,
    sourceArn: string,
  ): Decision {
    const request: AccessRequest = {
      principal: { kind: "service", name: servicePrincipal },
      action,
      resource,
      sourceArn,
      sourceAccount: simulatedAccount.accountId,
    };
    return decideByResource(request, this.#policyOfResource(resource));
  }

  /** Whether the role's trust policy lets the service take it on. */
  mayAssume(servicePrincipal: string, roleArn: string): boolean {
    const record = this.controlPlane.find("aws:iam/role:Role", "arn", roleArn);
    if (!record) return false;
    const role = declared(roleSchema, record);
    const request: AccessRequest = {
      principal: { kind: "service", name: servicePrincipal },
      action: "sts:AssumeRole",
      resource: roleArn,
      sourceAccount: simulatedAccount.accountId,
    };
    return (
      decideByResource(
        request,
        parsePolicy(role.assumeRolePolicy, `the trust policy of role ${role.name}`),
      ) === "allow"
    );
  }

  #policiesOf(roleArn: string): PolicyDocument[] {
    const record = this.controlPlane.find("aws:iam/role:Role", "arn", roleArn);
    if (!record) return [];
    const role = declared(roleSchema, record);
    const inline = this.controlPlane
      .all("aws:iam/rolePolicy:RolePolicy")
      .map((policy) => declared(rolePolicySchema, policy))
      .filter((policy) => policy.role === role.name || policy.role === role.arn)
      .map((policy) => policy.policy);
    const attached = this.controlPlane
      .all("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .map((attachment) => declared(attachmentSchema, attachment))
      .filter((attachment) => attachment.role === role.name || attachment.role === role.arn)
      .map((attachment) => this.#managed(attachment.policyArn, role.name));
    const own = role.inlinePolicies.flatMap((policy) => policy.policy ?? []);
    return [...inline, ...attached, ...own].map((text) =>
      parsePolicy(text, `a policy of role ${role.name}`),
    );
  }

  #managed(policyArn: string, roleName: string): string {
    const own = this.controlPlane.find("aws:iam/policy:Policy", "arn", policyArn);
    const text = own ? declared(managedSchema, own).policy : managedPolicies[policyArn];
    if (text === undefined)
      throw new Error(
        `Role ${roleName} has the policy ${policyArn} attached, which does not exist in the simulated account.`,
      );
    return text;
  }

  #policyOfResource(resource: string): PolicyDocument | undefined {
    const service = resource.split(":")[2];
    if (service === "sqs") return this.#policyOfQueue(resource);
    if (service === "sns") return this.#policyOfTopic(resource);
    return undefined;
  }

  #policyOfQueue(queueArn: string): PolicyDocument | undefined {
    const queue = this.controlPlane.find("aws:sqs/queue:Queue", "arn", queueArn);
    if (!queue) return undefined;
    const attached = this.controlPlane
      .all("aws:sqs/queuePolicy:QueuePolicy")
      .map((record) => declared(queuePolicySchema, record))
      .find((policy) => policy.queueUrl === queue.outputs.url);
    return policyOr(attached?.policy, queue, `the policy of queue ${queue.outputs.name}`);
  }

  #policyOfTopic(topicArn: string): PolicyDocument | undefined {
    const topic = this.controlPlane.find("aws:sns/topic:Topic", "arn", topicArn);
    if (!topic) return undefined;
    const attached = this.controlPlane
      .all("aws:sns/topicPolicy:TopicPolicy")
      .map((record) => declared(topicPolicySchema, record))
      .find((policy) => policy.arn === topicArn);
    return policyOr(attached?.policy, topic, `the policy of topic ${topic.outputs.name}`);
  }

  /**
   * A policy that cannot be evaluated is refused when it is declared, not when it is first needed.
   */
  #check(change: Change): void {
    if (change.kind === "deleted") return;
    const { type, logicalName } = change.after;
    if (type === "aws:iam/role:Role") {
      parsePolicy(
        declared(roleSchema, change.after).assumeRolePolicy,
        `the trust policy of role ${logicalName}`,
      );
    } else if (policyTypes.includes(type)) {
      parsePolicy(
        declared(managedTextSchema, change.after).policy,
        `the policy ${logicalName} (${type})`,
      );
    } else if (type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment") {
      const attachment = declared(attachmentSchema, change.after);
      this.#managed(attachment.policyArn, attachment.role);
    }
  }
}

const managedTextSchema = v.object({ policy: policyText });
const policyTypes = [
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/policy:Policy",
  "aws:sqs/queuePolicy:QueuePolicy",
  "aws:sns/topicPolicy:TopicPolicy",
];

/**
 * The policy that a resource of its own attaches, or else the one in the resource's own property.
 */
function policyOr(
  attached: string | undefined,
  record: ResourceRecord,
  owner: string,
): PolicyDocument | undefined {
  const text = attached ?? declared(ownPolicySchema, record).policy;
  return text === "" ? undefined : parsePolicy(text, owner);
}
