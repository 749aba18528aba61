import type { Finding, Scene } from "./step";

/** The one in infra/ on what the dead-letter queues hold. */
const alarm = "dead-letters";

/**
 * The people on call have confirmed their mails, and wait.
 * @returns since when, for what comes of what is done next
 */
export async function peopleOnCall({ system }: Scene): Promise<number> {
  for (const recipient of await system.alarmRecipients()) await system.watch.confirm(recipient);
  return await system.watch.now();
}

/** Something is the matter: the alarm rings within minutes, and everybody on call gets a mail. */
export async function alarmRings(scene: Scene, since: number): Promise<readonly Finding[]> {
  return await alarmComesTo(scene, "ALARM", since);
}

/** What was the matter is mended: the alarm is OK again, and the people on call are told. */
export async function alarmStops(scene: Scene, since: number): Promise<readonly Finding[]> {
  return await alarmComesTo(scene, "OK", since);
}

async function alarmComesTo(
  { system }: Scene,
  state: "ALARM" | "OK",
  since: number,
): Promise<readonly Finding[]> {
  const { watch } = system;
  const recipients = await system.alarmRecipients();
  await watch.settle();
  const ringing = await watch.ringing();
  const mails: { readonly recipient: string; readonly subjects: readonly string[] }[] = [];
  for (const recipient of recipients)
    mails.push({ recipient, subjects: await watch.mailsTo(recipient, since) });
  const arrived = mails.filter(({ subjects }) =>
    subjects.some((subject) => subject.startsWith(`${state}:`) && subject.includes(alarm)),
  );
  return [
    {
      expected: `the alarm ${alarm} in ${state}`,
      seen: `in ALARM: ${ringing.join(", ") || "none"}`,
      held: ringing.some((name) => name.endsWith(alarm)) === (state === "ALARM"),
    },
    {
      expected: `a mail "${state}: …${alarm}…" at ${recipients.join(", ")}`,
      seen: mails.map(({ recipient, subjects }) => `${recipient}: ${told(subjects)}`).join("; "),
      held: recipients.length > 0 && arrived.length === recipients.length,
    },
  ];
}

function told(subjects: readonly string[]): string {
  return subjects.length === 0 ? "no mail" : subjects.join(", ");
}
