import type { SenderView } from "../page-state";
import { providerName } from "./wording";

export function ProviderName({ provider }: { readonly provider: SenderView["provider"] }) {
  return (
    <span class="provider" data-provider={provider}>
      {providerName[provider]}
    </span>
  );
}
