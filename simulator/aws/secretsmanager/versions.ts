import { AwsError } from "../../gateway/aws-error";

/** As text, or as bytes in base64. */
export interface SecretValue {
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: string | undefined;
}

export interface SecretVersion {
  readonly versionId: string;
  readonly value: SecretValue;
  /** Staging labels. One is at one version only; a version without any is deprecated. */
  readonly stages: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

const current = "AWSCURRENT";
const previous = "AWSPREVIOUS";
/** Secrets Manager keeps about so many, those without labels included. */
const maxVersions = 100;

/** The versions with a new one, which takes its labels away from the others. Newest first. */
export function newVersions(
  versions: readonly SecretVersion[],
  version: SecretVersion,
): readonly SecretVersion[] {
  // A secret's first version is the current one, whatever it was asked to be.
  const stages = versions.length === 0 ? new Set([current, ...version.stages]) : version.stages;
  const added = [{ ...version, stages: [] }, ...versions].slice(0, maxVersions);
  return [...stages].reduce(
    (all, stage) => attached(all, stage, version.versionId),
    added as readonly SecretVersion[],
  );
}

/**
 * The versions with a label at another version, or at none.
 * @param from where it is now; must be said where it is anywhere
 * @throws AwsError in the service's words, as far as they are published
 */
export function withStageMoved(
  versions: readonly SecretVersion[],
  stage: string,
  from?: string,
  to?: string,
): readonly SecretVersion[] {
  for (const versionId of [from, to])
    if (versionId !== undefined && !versions.some((version) => version.versionId === versionId))
      throw new AwsError(
        "ResourceNotFoundException",
        "Secrets Manager can't find the specified secret version.",
      );
  const holder = versions.find(({ stages }) => stages.includes(stage))?.versionId;
  if (from !== undefined && holder !== from)
    throw invalid(`The staging label ${stage} is not attached to version ${from}.`);
  if (holder !== undefined && from === undefined && holder !== to)
    throw invalid(
      "The parameter RemoveFromVersionId can't be empty. Staging label " +
        `${stage} is currently attached to version ${holder}, so you must explicitly reference ` +
        "that version in RemoveFromVersionId.",
    );
  if (to !== undefined) return attached(versions, stage, to);
  if (stage === current)
    throw invalid(
      "You can only move staging label AWSCURRENT to a different secret version. " +
        "It can't be completely removed.",
    );
  return detached(versions, stage);
}

/** Where AWSCURRENT leaves, AWSPREVIOUS comes. */
function attached(
  versions: readonly SecretVersion[],
  stage: string,
  to: string,
): readonly SecretVersion[] {
  const left = versions.find(({ stages }) => stages.includes(stage));
  const moved = detached(versions, stage).map((version) =>
    version.versionId === to ? { ...version, stages: [...version.stages, stage] } : version,
  );
  if (stage !== current || !left || left.versionId === to) return moved;
  return attached(moved, previous, left.versionId);
}

function detached(versions: readonly SecretVersion[], stage: string): readonly SecretVersion[] {
  return versions.map((version) =>
    version.stages.includes(stage)
      ? { ...version, stages: version.stages.filter((one) => one !== stage) }
      : version,
  );
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}
