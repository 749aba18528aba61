import { useRef, useState } from "preact/hooks";
import { setConfig } from "./api";

/**
 * Changes the declared weight, one evaluation at a time: of what the slider asks for meanwhile only
 * the last is carried out. An error brings the slider back to what is declared.
 */
export function useWeightChange() {
  const latest = useRef<number | undefined>(undefined);
  const running = useRef(false);
  /** What is being evaluated; none when nothing is under way. */
  const [wanted, setWanted] = useState<number | undefined>(undefined);
  const [error, setError] = useState<string | undefined>(undefined);

  const change = async (weight: number) => {
    latest.current = weight;
    setWanted(weight);
    if (running.current) return;

    running.current = true;
    let tried: number;
    let refusal: string | undefined;
    do {
      tried = latest.current;
      refusal = await refusalOf(tried);
    } while (tried !== latest.current);
    running.current = false;

    setError(refusal);
    setWanted(undefined);
  };
  return { wanted, error, change };
}

async function refusalOf(weight: number): Promise<string | undefined> {
  try {
    await setConfig("rollout.awsWeight", String(weight));
    return undefined;
  } catch (reason) {
    return reason instanceof Error ? reason.message : String(reason);
  }
}
