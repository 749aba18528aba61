import twilio from "twilio";
import type { MessageListInstanceCreateOptions } from "twilio/lib/rest/api/v2010/account/message";
import { WhatsappCard } from "twilio/lib/rest/content/v1/content";
import { type OutboundKind, outboundCarriage } from "../../domain/content/carriage";
import type { OutboundContent } from "../../domain/content/content";
import { allContents, fullContents } from "../../domain/content/contents.testing";
import { templateContent, templateOf } from "../../domain/content/template-catalogue";
import { contentDefinition, twilioFields } from "./twilio-content";

const contentSids = { "weekly_recipe:en": "HX1", meal_check_in: "HX2", "meal_check_in:de": "HX3" };
const mediaUrl = "https://media.example.com/week.pdf?signed";

const fieldsOf = (content: OutboundContent, options: { mediaUrl?: string } = { mediaUrl }) => {
  const result = twilioFields(content, { contentSids, ...options });
  return result.ok ? result.fields : result.refusal.code;
};

/** What Twilio's own SDK puts into the form. */
async function formOfSdk(options: Partial<MessageListInstanceCreateOptions>): Promise<object> {
  let form: object = {};
  const client = twilio("AC00000000000000000000000000000000", "token", {
    httpClient: {
      request: async ({ data }: { data?: object }) => {
        form = data ?? {};
        return { statusCode: 201, body: {} };
      },
    } as never,
  });
  const to = "whatsapp:+12025550123";
  await client.messages.create({ ...options, to } as MessageListInstanceCreateOptions);
  const { To: _, ...rest } = JSON.parse(JSON.stringify(form)) as Record<string, unknown>;
  return rest;
}

/**
 * What the pages on each feature ask of the SDK: "Messages resource"; "Guidance on WhatsApp media
 * messages"; "Rich messaging features in the Twilio API for WhatsApp" (location); "Send templates
 * created with the Content Template Builder". All else is text, by design.
 */
const asked: { readonly [K in OutboundKind]: Partial<MessageListInstanceCreateOptions> | string } =
  {
    text: { body: "Two eggs have 156 kcal: https://example.com/eggs" },
    image: { mediaUrl: [mediaUrl], body: "Your plan" },
    video: { mediaUrl: [mediaUrl], body: "How to cook it" },
    audio: { mediaUrl: [mediaUrl] },
    document: { mediaUrl: [mediaUrl], body: "Your week" },
    sticker: { mediaUrl: [mediaUrl] },
    location: { body: "The market", persistentAction: ["geo:37.78789,-122.391664|375 Beale St"] },
    contacts: { body: "Ada Example\nExample Kitchen\n+12025550101\nada@example.com" },
    reaction: "not-carried",
    buttons: { body: "Breakfast\n\nDid you have two eggs?\n\n- Yes\n- No\n\nTap one" },
    list: {
      body:
        "Dinner\n\nWhat shall it be?\n\nSoups\n- Lentil soup: 320 kcal\n- Pea soup: 280 kcal\n\n" +
        "Salads\n- Greek salad: 250 kcal\n\nTap the menu",
    },
    link: {
      body:
        "Your plan\n\nThe plan for this week is ready.\n\n" +
        "See the plan: https://example.com/plan\n\nValid until Sunday",
    },
    "location-request": { body: "Where do you want to eat?" },
    template: { contentSid: "HX1", contentVariables: '{"1":"Ada","2":"pea soup","3":"30"}' },
  };

test.each(allContents)("$type is the form that Twilio's SDK makes", async (content) => {
  const expected = asked[content.type];
  expect(fieldsOf(content)).toEqual(
    typeof expected === "string" ? expected : await formOfSdk(expected),
  );
});

test("what is refused is what the table says, and says why", () => {
  for (const content of allContents) {
    const result = twilioFields(content, { contentSids, mediaUrl });
    expect(result.ok).toBe(outboundCarriage.A[content.type].how !== "refused");
  }
  expect(twilioFields(fullContents.reaction, { contentSids })).toMatchObject({
    refusal: {
      disposition: "reject",
      explanation: "reaction by number A: The API of number A has no reactions.",
    },
  });
});

test("a place without name or address goes by its degrees, and never in powers of ten", () => {
  const place = { type: "location", latitude: 0.0000001, longitude: -0.00002 } as const;
  expect(fieldsOf(place)).toEqual({ Body: "0,-0.00002", PersistentAction: ["geo:0,-0.00002"] });
  expect(fieldsOf({ ...place, address: "375 Beale St" })).toEqual({
    Body: "375 Beale St",
    PersistentAction: ["geo:0,-0.00002"],
  });
});

test("a file without an address is for the other number; one of Twilio's own has one", () => {
  expect(twilioFields(fullContents.image, { contentSids })).toMatchObject({
    refusal: { code: "no-media-url", disposition: "failover" },
  });
  const media = { at: "twilio", url: "https://api.twilio.com/x" } as const;
  expect(fieldsOf({ type: "image", media }, {})).toEqual({
    MediaUrl: ["https://api.twilio.com/x"],
  });
});

describe("a template's ContentSid", () => {
  const checkIn = (language: "en" | "es" | "de") =>
    twilioFields(templateContent("meal_check_in", language, { first_name: "Ada" }), {
      contentSids,
    });

  test("is that of its language; a name alone is English", () => {
    expect(checkIn("en")).toMatchObject({ fields: { ContentSid: "HX2" } });
    expect(checkIn("de")).toMatchObject({ fields: { ContentSid: "HX3" } });
  });

  test("that is missing is named, and the other number may have the template", () => {
    expect(checkIn("es")).toMatchObject({
      refusal: {
        code: "no-content-sid",
        disposition: "failover",
        explanation:
          "template meal_check_in has no ContentSid: twilio.contentSids lacks meal_check_in:es",
      },
    });
  });

  test("goes without variables where the template has no parameters", () => {
    const content = templateContent("we_moved", "en", {});
    expect(twilioFields(content, { contentSids: { we_moved: "HX9" } })).toEqual({
      ok: true,
      fields: { ContentSid: "HX9" },
    });
  });

  test("does not help a template whose parameter is missing", () => {
    const content = { ...fullContents.template, parameters: { first_name: "Ada", recipe: "x" } };
    expect(twilioFields(content, { contentSids })).toMatchObject({
      refusal: { explanation: "parameter minutes of template weekly_recipe has no value" },
    });
  });
});

// The members of a Content as Twilio's own SDK reads them.
test("a Content is numbered as its variables are, and its button brings our payload back", () => {
  const definition = contentDefinition(templateOf("weekly_recipe", "en")!) as {
    variables: object;
    types: { "whatsapp/card": object };
  };
  expect(definition.variables).toEqual({ 1: "Ada", 2: "lentil soup with spinach", 3: "25" });
  expect(new WhatsappCard(definition.types["whatsapp/card"])).toMatchObject({
    headerText: "A new recipe, {{1}}",
    body:
      "This week we cook {{2}}, ready in {{3}} minutes. " +
      "Write to us what you had with it, and we count the calories.",
    footer: "You get this because you asked for recipes.",
    actions: [{ type: "QUICK_REPLY", title: "Stop promotions", id: "stop-promotions" }],
  });
  expect(contentDefinition(templateOf("meal_check_in", "en")!)).toMatchObject({
    types: {
      "twilio/text": {
        body: "Hi {{1}}, it is time for your meal check-in. What did you eat today?",
      },
    },
  });
});
