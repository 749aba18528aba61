import {
  CreateWhatsAppMessageTemplateCommand,
  DeleteWhatsAppMessageMediaCommand,
  DeleteWhatsAppMessageTemplateCommand,
  GetLinkedWhatsAppBusinessAccountCommand,
  GetLinkedWhatsAppBusinessAccountPhoneNumberCommand,
  GetWhatsAppMessageMediaCommand,
  GetWhatsAppMessageTemplateCommand,
  ListTagsForResourceCommand,
  ListWhatsAppMessageTemplatesCommand,
  PostWhatsAppMessageMediaCommand,
  paginateListLinkedWhatsAppBusinessAccounts,
  paginateListWhatsAppMessageTemplates,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateWhatsAppMessageTemplateCommand,
} from "@aws-sdk/client-socialmessaging";
import { call } from "../../gateway/wire-server.testing";
import { phoneNumber } from "../../phones/phone-number";
import {
  accountArn,
  ana,
  hex,
  link,
  numberB,
  type SocialWorld,
  startSocial,
  topicArn,
} from "./eum-social.testing";

let world: SocialWorld;
beforeEach(async () => {
  world = await startSocial();
});
afterEach(() => world.stop());

const wabaArn = `${accountArn}:waba/${hex}`;
const id = link.wabaId;
const originationPhoneNumberId = link.phoneNumberId;

describe("what is linked", () => {
  test("is shown as AWS shows it, by id or ARN", async () => {
    const { account } = await world.client.send(
      new GetLinkedWhatsAppBusinessAccountCommand({ id: wabaArn }),
    );
    expect(account).toMatchObject({
      arn: wabaArn,
      id,
      wabaId: link.metaWabaId,
      registrationStatus: "COMPLETE",
      eventDestinations: [{ eventDestinationArn: topicArn }],
      phoneNumbers: [{ phoneNumber: numberB, phoneNumberId: originationPhoneNumberId }],
    });
    expect(account?.linkDate).toBeInstanceOf(Date);
    const number = await world.client.send(
      new GetLinkedWhatsAppBusinessAccountPhoneNumberCommand({ id: originationPhoneNumberId }),
    );
    expect(number.linkedWhatsAppBusinessAccountId).toBe(id);
  });

  test("comes page by page", async () => {
    for (const digit of ["1", "2"])
      world.social.link({
        ...link,
        wabaId: `waba-${digit.repeat(32)}`,
        phoneNumberId: `phone-number-id-${digit.repeat(32)}`,
        phoneNumber: phoneNumber(`+1202555010${digit}`),
      });
    const pages: number[] = [];
    const config = { client: world.client, pageSize: 2 };
    for await (const page of paginateListLinkedWhatsAppBusinessAccounts(config, {}))
      pages.push(page.linkedAccounts?.length ?? 0);
    expect(pages).toEqual([2, 1]);
  });
});

describe("tags", () => {
  const tags = async (resourceArn = wabaArn) =>
    (await world.client.send(new ListTagsForResourceCommand({ resourceArn }))).tags;

  test("are kept, changed and removed, a resource's own", async () => {
    expect(await tags()).toEqual([]);
    const two = [{ key: "owner", value: "first" }, { key: "empty" }];
    await world.client.send(new TagResourceCommand({ resourceArn: wabaArn, tags: two }));
    await world.client.send(
      new TagResourceCommand({ resourceArn: wabaArn, tags: [{ key: "owner", value: "second" }] }),
    );
    expect(await tags()).toEqual([
      { key: "owner", value: "second" },
      { key: "empty", value: "" },
    ]);
    expect(await tags(`${accountArn}:phone-number-id/${hex}`)).toEqual([]);
    world.social.link({ ...link, displayName: "Another name" });
    await world.client.send(
      new UntagResourceCommand({ resourceArn: wabaArn, tagKeys: ["empty", "never there"] }),
    );
    expect(await tags()).toEqual([{ key: "owner", value: "second" }]);
  });

  test("of a resource that is not there are an error that the API has", async () => {
    await expect(tags(`${accountArn}:waba/0`)).rejects.toMatchObject({
      name: "InvalidParametersException",
      $metadata: { httpStatusCode: 400 },
    });
  });
});

describe("templates", () => {
  const definition = (name: string, language = "en_US") => ({
    name,
    language,
    category: "UTILITY",
    components: [{ type: "BODY", text: "Hi {{1}}, your week is ready.", example: {} }],
  });
  const create = (value: object) =>
    world.client.send(
      new CreateWhatsAppMessageTemplateCommand({
        id,
        templateDefinition: Buffer.from(JSON.stringify(value)),
      }),
    );
  const statusOf = async (name: string) => {
    const { templates } = await world.client.send(new ListWhatsAppMessageTemplatesCommand({ id }));
    return templates?.find(({ templateName }) => templateName === name)?.templateStatus;
  };

  test("wait for Meta's review, of which the business hears, and can be sent after it", async () => {
    const { metaTemplateId, ...created } = await create(definition("week"));
    expect(created).toMatchObject({ templateStatus: "PENDING", category: "UTILITY" });
    const send = () =>
      world.send({
        to: ana.number,
        type: "template",
        template: {
          name: "week",
          language: { code: "en_US" },
          components: [{ type: "body", parameters: [{ type: "text", text: "Ana" }] }],
        },
      });
    await send();
    await world.cloud.activity.quiet();
    expect(world.statuses()).toMatchObject([{ status: "failed", errors: [{ code: 132001 }] }]);
    world.cloud.clock.advance(60_000);
    await world.cloud.activity.quiet();
    expect(await statusOf("week")).toBe("APPROVED");
    expect(world.published().at(-1)?.entry.changes[0]).toEqual({
      field: "message_template_status_update",
      value: {
        event: "APPROVED",
        message_template_id: Number(metaTemplateId),
        message_template_name: "week",
        message_template_language: "en_US",
        message_template_category: "UTILITY",
        reason: "NONE",
      },
    });
    await send();
    await world.cloud.activity.quiet();
    expect(world.phone.received()).toMatchObject([
      {
        text: "Hi Ana, your week is ready.",
        content: { type: "template", name: "week", parameters: [{ text: "Ana" }] },
      },
    ]);
  });

  test.each([
    ["PAUSED", 132015],
    ["DISABLED", 132016],
  ] as const)("that are %s cannot be sent", async (status, code) => {
    const [{ wabaId, id: templateId } = { wabaId: "", id: "" }] = world.social.templates();
    await world.social.reviewTemplate(wabaId, templateId, { status, quality: "RED" });
    const template = { name: "meal_check_in", language: { code: "en" } };
    await world.send({ to: ana.number, type: "template", template });
    await world.cloud.activity.quiet();
    expect(world.statuses()).toMatchObject([{ status: "failed", errors: [{ code }] }]);
  });

  test("are read back by id, or by name and language", async () => {
    const { metaTemplateId } = await create(definition("week"));
    await create({ ...definition("week", "de"), category: "MARKETING" });
    const get = async (input: object) => {
      const command = new GetWhatsAppMessageTemplateCommand({ id, ...input });
      return JSON.parse((await world.client.send(command)).template ?? "");
    };
    expect(await get({ metaTemplateId })).toMatchObject({
      ...definition("week"),
      status: "PENDING",
    });
    expect(await get({ templateName: "week", templateLanguageCode: "de" })).toMatchObject({
      language: "de",
      category: "MARKETING",
    });
    await expect(get({ templateName: "month" })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await expect(get({})).rejects.toMatchObject({ name: "InvalidParametersException" });
  });

  test("that are changed are reviewed again", async () => {
    const components = [{ type: "BODY", text: "Hi {{first_name}}" }];
    await world.client.send(
      new UpdateWhatsAppMessageTemplateCommand({
        id,
        templateName: "meal_check_in",
        templateLanguageCode: "en",
        parameterFormat: "named",
        templateComponents: Buffer.from(JSON.stringify(components)),
      }),
    );
    expect(world.social.templates()).toMatchObject([
      { name: "meal_check_in", status: "PENDING", body: "Hi {{first_name}}", components },
    ]);
  });

  test("come page by page, and go language by language or all at once", async () => {
    for (const language of ["en_US", "de", "fr"]) await create(definition("week", language));
    const pages: number[] = [];
    const config = { client: world.client, pageSize: 3 };
    for await (const page of paginateListWhatsAppMessageTemplates(config, { id }))
      pages.push(page.templates?.length ?? 0);
    expect(pages).toEqual([3, 1]);
    const remove = (input: object) =>
      world.client.send(
        new DeleteWhatsAppMessageTemplateCommand({ id, templateName: "week", ...input }),
      );
    const german = world.social.templates().find(({ language }) => language === "de");
    await remove({ metaTemplateId: german?.id, deleteAllLanguages: false });
    expect(world.social.templates().map(({ language }) => language)).toEqual(["en", "en_US", "fr"]);
    for (const input of [{}, { deleteAllLanguages: false }])
      await expect(remove(input)).rejects.toMatchObject({ name: "InvalidParametersException" });
    await remove({ deleteAllLanguages: true });
    expect(world.social.templates()).toHaveLength(1);
  });

  test.each([
    ["a name with capitals", { name: "Week" }],
    ["a category that Meta does not have", { category: "NEWS" }],
    ["no components", { components: [] }],
    ["a name and language that are taken", { name: "meal_check_in", language: "en" }],
  ])("with %s are refused", async (_, part) => {
    await expect(create({ ...definition("week"), ...part })).rejects.toMatchObject({
      name: "InvalidParametersException",
    });
  });
});

describe("files", () => {
  const get = (mediaId: string, input: object = { metadataOnly: true }) =>
    world.client.send(
      new GetWhatsAppMessageMediaCommand({ mediaId, originationPhoneNumberId, ...input }),
    );

  test("of a person's message are described for seven days, unless they are deleted", async () => {
    world.phone.write(numberB, { type: "image", media: { id: "4711", mimeType: "image/png" } });
    expect(await get("4711")).toMatchObject({ mimeType: "image/png", fileSize: 48 });
    world.cloud.clock.advance(7 * 24 * 3600 * 1000);
    await expect(get("4711")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    const { id: mediaId } = world.social.uploadMedia(numberB, {
      mimeType: "image/png",
      kilobytes: 3,
    });
    const gone = new DeleteWhatsAppMessageMediaCommand({ mediaId, originationPhoneNumberId });
    expect(await world.client.send(gone)).toMatchObject({ success: true });
    await expect(get(mediaId)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test("belong to one number", async () => {
    world.phone.write(numberB, { type: "image", media: { id: "4711" } });
    const other = "1".repeat(32);
    world.social.link({
      ...link,
      wabaId: `waba-${other}`,
      phoneNumberId: `phone-number-id-${other}`,
      metaPhoneNumberId: "3",
      phoneNumber: phoneNumber("+12025550101"),
    });
    await expect(
      get("4711", { metadataOnly: true, originationPhoneNumberId: `phone-number-id-${other}` }),
    ).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  const post = (input: object) =>
    world.client.send(new PostWhatsAppMessageMediaCommand({ originationPhoneNumberId, ...input }));
  const inBucket = (key: string, bucketName = "media") => ({
    sourceS3File: { bucketName, key },
  });

  test("come from a bucket with the object's type, and go there under prefix, id and type", async () => {
    const body = Buffer.alloc(3000, "lunch");
    world.cloud.stored.set("media/lunch.jpg", { body, contentType: "image/jpeg" });
    const { mediaId = "" } = await post(inBucket("lunch.jpg"));
    expect(mediaId).toMatch(/^\d+$/);
    const destinationS3File = { bucketName: "media", key: "in/" };
    expect(await get(mediaId, { destinationS3File })).toMatchObject({
      mimeType: "image/jpeg",
      fileSize: 3,
    });
    expect(world.cloud.stored.get(`media/in/${mediaId}.jpeg`)).toMatchObject({
      body,
      contentType: "image/jpeg",
    });
    // The user guide's own example of a key that is no folder.
    const { id } = world.social.uploadMedia(numberB, { mimeType: "audio/ogg", kilobytes: 1 });
    await get(id, { destinationS3File: { bucketName: "media", key: "audio/example.ogg" } });
    expect(world.cloud.stored.has(`media/audio/example.ogg${id}.ogg`)).toBe(true);
  });

  test("are refused where the place, the type or the size is wrong", async () => {
    const stored = { body: Buffer.alloc(6 * 1024 * 1024), contentType: "image/png" };
    world.cloud.stored.set("media/huge.png", stored);
    world.cloud.stored.set("media/page", { body: Buffer.from("x"), contentType: "text/html" });
    const url = "https://media.s3.eu-central-1.amazonaws.com/x";
    const invalid = { name: "InvalidParametersException" };
    const both = { ...inBucket("a"), sourceS3PresignedUrl: { url, headers: {} } };
    for (const input of [
      {},
      both,
      inBucket("missing"),
      inBucket("a", "somebody-elses"),
      inBucket("huge.png"),
      inBucket("page"),
      { sourceS3PresignedUrl: { url, headers: {} } },
    ])
      await expect(post(input)).rejects.toMatchObject(invalid);
    await expect(post({})).rejects.toThrow("exactly one of sourceS3File and sourceS3PresignedUrl");
    await expect(post(inBucket("huge.png"))).rejects.toThrow("at most 5242880 bytes");
    const { id } = world.social.uploadMedia(numberB, { mimeType: "image/png", kilobytes: 1 });
    await expect(get(id, {})).rejects.toMatchObject(invalid);
    await expect(post(inBucket("a", "X"))).rejects.toMatchObject({ name: "ValidationException" });
  });
});

// The API reference's required members of each operation, and one input that has them all.
const inputs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  SendWhatsAppMessage: { originationPhoneNumberId, message: "e30=", metaApiVersion: "v24.0" },
  PostWhatsAppMessageMedia: { originationPhoneNumberId },
  GetWhatsAppMessageMedia: { mediaId: "1", originationPhoneNumberId },
  DeleteWhatsAppMessageMedia: { mediaId: "1", originationPhoneNumberId },
  GetLinkedWhatsAppBusinessAccount: { id },
  GetLinkedWhatsAppBusinessAccountPhoneNumber: { id: originationPhoneNumberId },
  ListLinkedWhatsAppBusinessAccounts: {},
  PutWhatsAppBusinessAccountEventDestinations: { id, eventDestinations: [] },
  ListTagsForResource: { resourceArn: wabaArn },
  TagResource: { resourceArn: wabaArn, tags: [] },
  UntagResource: { resourceArn: wabaArn, tagKeys: [] },
  CreateWhatsAppMessageTemplate: { id, templateDefinition: "e30=" },
  UpdateWhatsAppMessageTemplate: { id },
  GetWhatsAppMessageTemplate: { id },
  ListWhatsAppMessageTemplates: { id },
  DeleteWhatsAppMessageTemplate: { id, templateName: "week" },
};

test("every operation is refused without any one of its required members", async () => {
  expect(Object.keys(world.social.operations).sort()).toEqual(Object.keys(inputs).sort());
  for (const [name, whole] of Object.entries(inputs)) {
    for (const member of Object.keys(whole)) {
      const { [member]: _, ...rest } = whole;
      await expect(call(world.social, name, rest)).rejects.toMatchObject({ member, missing: true });
    }
  }
});

test.each([
  ["a page of no items", "ListWhatsAppMessageTemplates", { id, maxResults: "0" }],
  ["an id of another form", "GetLinkedWhatsAppBusinessAccount", { id: "4711" }],
  [
    "an ARN of another account",
    "GetLinkedWhatsAppBusinessAccount",
    { id: wabaArn.replace("123456789012", "210987654321") },
  ],
  [
    "an ARN of another Region",
    "GetLinkedWhatsAppBusinessAccountPhoneNumber",
    {
      id: `arn:aws:social-messaging:us-west-2:123456789012:phone-number-id/${originationPhoneNumberId.slice(16)}`,
    },
  ],
  [
    "a version before 20",
    "SendWhatsAppMessage",
    { ...inputs.SendWhatsAppMessage, metaApiVersion: "v19.0" },
  ],
  [
    "a message that is no base64",
    "SendWhatsAppMessage",
    { ...inputs.SendWhatsAppMessage, message: "{" },
  ],
])("%s is not taken", async (_, name, input) => {
  await expect(call(world.social, name, input)).rejects.toThrow();
});
