import * as v from "valibot";
import type { AwsRequest } from "../../gateway/aws-service";
import type { OptedOutNumber, OptOutLists } from "./opt-out-lists";
import { SmsError } from "./sms-error";
import { smsInput } from "./sms-input";
import type { SmsResources } from "./sms-resources";
import { destinationNumber } from "./text-sending";

/** PutOptedOutNumber, DeleteOptedOutNumber and DescribeOptedOutNumbers. */
export class OptOutOperations {
  constructor(
    private readonly resources: SmsResources,
    private readonly optOuts: OptOutLists,
    private readonly now: () => number,
  ) {}

  put(request: AwsRequest): object {
    const { OptOutListName, OptedOutNumber: number } = smsInput(oneNumber, request);
    const list = this.#listOf(OptOutListName);
    return {
      ...list,
      ...viewOf(
        this.optOuts.optOut(list.OptOutListName, { number, at: this.now(), byEndUser: false }),
      ),
    };
  }

  delete(request: AwsRequest): object {
    const { OptOutListName, OptedOutNumber: number } = smsInput(oneNumber, request);
    const list = this.#listOf(OptOutListName);
    const entry = this.optOuts.optIn(list.OptOutListName, number);
    if (entry) return { ...list, ...viewOf(entry) };
    throw new SmsError(
      "ResourceNotFoundException",
      `The number is not in the opt-out list ${list.OptOutListName}.`,
      {
        ResourceType: "opted-out-number",
      },
    );
  }

  describe(request: AwsRequest): object {
    const { OptOutListName, OptedOutNumbers } = smsInput(someNumbers, request);
    const list = this.#listOf(OptOutListName);
    const entries = this.optOuts.entries(list.OptOutListName);
    const wanted = OptedOutNumbers
      ? entries.filter(({ number }) => OptedOutNumbers.includes(number))
      : entries;
    return { ...list, OptedOutNumbers: wanted.map(viewOf) };
  }

  #listOf(nameOrArn: string): { readonly OptOutListArn: string; readonly OptOutListName: string } {
    const arn = this.resources.optOutListArn(nameOrArn);
    if (arn === undefined)
      throw new SmsError("ResourceNotFoundException", `There is no opt-out list ${nameOrArn}.`, {
        ResourceType: "opt-out-list",
        ResourceId: nameOrArn,
      });
    return { OptOutListArn: arn, OptOutListName: arn.split("/").at(-1) ?? nameOrArn };
  }
}

/** Times are epoch seconds on the wire. */
function viewOf({ number, at, byEndUser }: OptedOutNumber): object {
  return { OptedOutNumber: number, OptedOutTimestamp: at / 1000, EndUserOptedOut: byEndUser };
}

const listName = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const oneNumber = v.object({ OptOutListName: listName, OptedOutNumber: destinationNumber });
const someNumbers = v.object({
  OptOutListName: listName,
  OptedOutNumbers: v.optional(v.array(destinationNumber)),
});
