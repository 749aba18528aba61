import * as v from "valibot";
import { simulatedAccount } from "../account/account";
import type { Change, ControlPlane, ResourceRecord } from "../account/control-plane";
import { declared } from "../account/declared";
import { managedPolicies } from "./managed-policies";
import { type PolicyDocument, parsePolicy } from "./policy-document";
import {
  type AccessRequest,
  type Circumstances,
  type Decision,
  decideByIdentity,
  decideByResource,
} from "./policy-evaluation";

/** Pulumi takes a policy as JSON text or as an object. */
export const policyText = v.union([
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
const ownPolicySchema = v.object({ policy: v.optional(policyText, "") });

const roleType = "aws:iam/role:Role";
const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const identityPolicyTypes = ["aws:iam/rolePolicy:RolePolicy", "aws:iam/policy:Policy"];

/** Resources that do not exist can be asked for without end. */
const mostAnswers = 10_000;

/** How a service finds the policies of the resources that it owns. */
export interface ResourcePolicies {
  /** The resource types whose property `policy` holds one; it is read when it is declared. */
  readonly types: readonly string[];
  /** The policy of a resource that exists and has one. */
  policyOf(resourceArn: string): ResourcePolicy | undefined;
  /**
   * A role's own policies count only where the resource's policy leaves the decision to the
   * account, as with keys (KMS developer guide, "Key policies in AWS KMS").
   */
  readonly mustDelegate?: true;
}

export interface ResourcePolicy {
  readonly text: string;
  /** For errors: `the policy of queue inbox`. */
  readonly owner: string;
}

export interface Answer {
  readonly decision: Exclude<Decision, "delegated">;
  /** Why not, in AWS's words. */
  readonly reason: string;
}

/**
 * Answers whether somebody may do something, from the policies that the evaluated program declares
 * at this moment.
 */
export class Access {
  readonly #resourcePolicies = new Map<string, ResourcePolicies>();
  /** Answers to questions without circumstances, until the account changes. */
  readonly #answers = new Map<string, Answer>();

  constructor(private readonly controlPlane: ControlPlane) {
    controlPlane.onRecords(() => this.#answers.clear());
    controlPlane.onChange((change) => this.#check(change));
  }

  /**
   * A service tells how to find the policies of its resources.
   * @param service as its ARNs name it: `sqs`.
   */
  registerResourcePolicies(service: string, policies: ResourcePolicies): void {
    this.#resourcePolicies.set(service, policies);
    this.#answers.clear();
  }

  /**
   * A role's own policies together with the policy of the resource: within one account either may
   * allow, and either may deny.
   */
  forRole(
    roleArn: string,
    action: string,
    resource: string,
    circumstances?: Circumstances,
  ): Answer {
    if (circumstances) return this.#decideForRole(roleArn, action, resource, circumstances);
    const question = `${roleArn} ${action} ${resource}`;
    const known = this.#answers.get(question);
    if (known) return known;
    const answer = this.#decideForRole(roleArn, action, resource, {});
    if (this.#answers.size >= mostAnswers) this.#answers.clear();
    this.#answers.set(question, answer);
    return answer;
  }

  #decideForRole(
    roleArn: string,
    action: string,
    resource: string,
    circumstances: Circumstances,
  ): Answer {
    const request: AccessRequest = {
      principal: { kind: "role", arn: roleArn, accountId: simulatedAccount.accountId },
      action,
      resource,
      circumstances,
    };
    const byIdentity = decideByIdentity(request, this.#policiesOf(roleArn));
    const byResource = decideByResource(request, this.#policyOfResource(resource));
    if (byIdentity === "explicit-deny")
      return { decision: byIdentity, reason: "with an explicit deny in an identity-based policy" };
    if (byResource === "explicit-deny")
      return { decision: byResource, reason: "with an explicit deny in a resource-based policy" };
    const heard = !this.#policiesFor(resource)?.mustDelegate || byResource === "delegated";
    if (byResource === "allow" || (heard && byIdentity === "allow"))
      return { decision: "allow", reason: "" };
    const kind = heard ? "identity-based" : "resource-based";
    return { decision: "none", reason: `because no ${kind} policy allows the ${action} action` };
  }

  /**
   * An AWS service acting for a resource: only the policy of the resource it acts on can allow it.
   */
  forService(
    servicePrincipal: string,
    action: string,
    resource: string,
    sourceArn: string,
    circumstances: Circumstances = {},
  ): Decision {
    const request: AccessRequest = {
      principal: { kind: "service", name: servicePrincipal },
      action,
      resource,
      circumstances: {
        "aws:sourcearn": sourceArn,
        "aws:sourceaccount": simulatedAccount.accountId,
        ...circumstances,
      },
    };
    return decideByResource(request, this.#policyOfResource(resource));
  }

  /** The text of a resource's policy, where it has one. */
  policyOf(resourceArn: string): string | undefined {
    return this.#policiesFor(resourceArn)?.policyOf(resourceArn)?.text;
  }

  /** Whether the role's trust policy lets the service take it on. */
  mayAssume(servicePrincipal: string, roleArn: string): boolean {
    const record = this.controlPlane.find(roleType, "arn", roleArn);
    if (!record) return false;
    const role = declared(roleSchema, record);
    const request: AccessRequest = {
      principal: { kind: "service", name: servicePrincipal },
      action: "sts:AssumeRole",
      resource: roleArn,
      circumstances: { "aws:sourceaccount": simulatedAccount.accountId },
    };
    return (
      decideByResource(
        request,
        parsePolicy(role.assumeRolePolicy, `the trust policy of role ${role.name}`),
      ) === "allow"
    );
  }

  #policiesOf(roleArn: string): PolicyDocument[] {
    const record = this.controlPlane.find(roleType, "arn", roleArn);
    if (!record) return [];
    const role = declared(roleSchema, record);
    const inline = this.controlPlane
      .all("aws:iam/rolePolicy:RolePolicy")
      .map((policy) => declared(rolePolicySchema, policy))
      .filter((policy) => policy.role === role.name || policy.role === role.arn)
      .map((policy) => policy.policy);
    const attached = this.controlPlane
      .all(attachmentType)
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
        `Role ${roleName} has the policy ${policyArn} attached, which does not exist in the ` +
          "simulated account.",
      );
    return text;
  }

  #policyOfResource(resource: string): PolicyDocument | undefined {
    const policy = this.#policiesFor(resource)?.policyOf(resource);
    return policy && parsePolicy(policy.text, policy.owner);
  }

  #policiesFor(resource: string): ResourcePolicies | undefined {
    return this.#resourcePolicies.get(resource.split(":")[2] ?? "");
  }

  /**
   * A policy that cannot be evaluated is refused when it is declared, not when it is first needed.
   */
  #check(change: Change): void {
    if (change.kind === "deleted") return;
    const { type, logicalName } = change.after;
    if (type === roleType) {
      const { assumeRolePolicy } = declared(roleSchema, change.after);
      parsePolicy(assumeRolePolicy, `the trust policy of role ${logicalName}`);
    } else if (type === attachmentType) {
      const attachment = declared(attachmentSchema, change.after);
      this.#managed(attachment.policyArn, attachment.role);
    } else if (this.#holdsPolicy(type)) {
      const text = ownPolicy(change.after);
      if (text !== undefined) parsePolicy(text, `the policy ${logicalName} (${type})`);
    }
  }

  #holdsPolicy(type: string): boolean {
    return (
      identityPolicyTypes.includes(type) ||
      [...this.#resourcePolicies.values()].some(({ types }) => types.includes(type))
    );
  }
}

/** The policy in a resource's own property `policy`; the provider writes an unset one as empty. */
export function ownPolicy(record: ResourceRecord): string | undefined {
  return declared(ownPolicySchema, record).policy || undefined;
}
