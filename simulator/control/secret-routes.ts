import * as v from "valibot";
import { nothing, route } from "./route";
import { time } from "./views";

const named = {
  name: v.pipe(v.string(), v.metadata({ description: "the secret's name or its ARN" })),
};
const version = v.object({ versionId: v.string(), stages: v.array(v.string()), createdAt: time });

/** What a person puts into the secrets that the program only names. */
export const secretRoutes = {
  "GET /secrets": route({
    summary: "The secrets and their versions, newest first, without the values",
    input: nothing,
    answer: v.array(
      v.object({
        name: v.string(),
        arn: v.string(),
        versions: v.array(version),
        deletedAt: v.optional(time),
      }),
    ),
    run: ({ cloud }) =>
      cloud.secrets.all().map(({ name, arn, versions, deletedAt }) => ({
        name,
        arn,
        versions: versions.map(({ versionId, stages, createdAt }) => ({
          versionId,
          stages,
          createdAt,
        })),
        ...(deletedAt === undefined ? {} : { deletedAt }),
      })),
  }),
  "PUT /secrets/{name}/value": route({
    summary:
      "Gives a secret a new version: the current one, or with AWSPENDING the first step of a rotation",
    input: v.strictObject({
      ...named,
      secretString: v.string(),
      stage: v.optional(v.picklist(["AWSCURRENT", "AWSPENDING"]), "AWSCURRENT"),
    }),
    answer: v.object({ versionId: v.string() }),
    run: ({ cloud }, { name, secretString, stage }) => {
      const value = { SecretString: secretString };
      const { versionId } = cloud.secrets.put(name, value, { stages: [stage] });
      return { versionId };
    },
  }),
  "PUT /secrets/{name}/current": route({
    summary: "A rotation is through: this version becomes the current one, the last the previous",
    input: v.strictObject({ ...named, versionId: v.string() }),
    answer: nothing,
    run: ({ cloud: { secrets } }, { name, versionId }) => {
      const holder = secrets
        .usable(name)
        .versions.find(({ stages }) => stages.includes("AWSCURRENT"));
      secrets.moveStage(name, "AWSCURRENT", holder?.versionId, versionId);
      const pending = secrets
        .usable(name)
        .versions.find(({ stages }) => stages.includes("AWSPENDING"));
      if (pending?.versionId === versionId) secrets.moveStage(name, "AWSPENDING", versionId);
      return {};
    },
  }),
};
