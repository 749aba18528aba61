import type { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import type { SmsPoolConfig } from "../../infra/config/schema";
import { adviceOn, statusOf } from "./check";

const pool = (active: boolean) => ({ name: "us", active }) as SmsPoolConfig;

test.each([
  [false, undefined, false, "the next up requests one"],
  [true, undefined, true, "set it to false"],
  [false, "PENDING", false, "PENDING: wait"],
  [true, "PENDING", true, "a pool takes ACTIVE numbers only"],
  [false, "ACTIVE", false, "set sms.pools.us.active to true"],
  [true, "ACTIVE", false, "in its pool"],
])("active: %s, at AWS %s", (active, status, isWrong, words) => {
  expect(adviceOn(pool(active), status)).toEqual({
    text: expect.stringContaining(words),
    isWrong,
  });
});

test("the number is looked for on every page", async () => {
  const pages = [
    { PhoneNumbers: [{ PhoneNumber: "+12065550100", Status: "ACTIVE" }], NextToken: "more" },
    { PhoneNumbers: [{ PhoneNumber: "+18885550101", Status: "PENDING" }] },
  ];
  const client = () => {
    let page = 0;
    return { send: async () => pages[page++] } as unknown as PinpointSMSVoiceV2Client;
  };
  expect(await statusOf("+18885550101", client())).toBe("PENDING");
  expect(await statusOf("+18885550102", client())).toBeUndefined();
});
