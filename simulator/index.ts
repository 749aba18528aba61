// The package's face: what other programs use of the simulated world. Nothing else is for them.

export { simulatedAccount } from "./aws/account/account";
export type { Properties, ResourceRecord } from "./aws/account/control-plane";
export { SimulatedCloud } from "./aws/cloud";
export { type RecordedEvent, readRecordedEvent } from "./aws/eum-social/recorded-event";
export { socialId } from "./aws/eum-social/social-ids";
export { ResourceError } from "./aws/provider/resource-error";
export type { ControlRoutes, WorldEvent } from "./control/control-api";
export { controlApp } from "./control/control-app";
export { ControlClient, ControlRefusal } from "./control/control-client";
export { type LoopbackServer, serveOnLoopback } from "./control/loopback-server";
export { openApiDocument } from "./control/open-api";
export type { CloudFault } from "./kernel/fault-log";
export { noUnkindness } from "./kernel/unkindness";
export type { Person } from "./phones/person";
export type { PhoneMessage, Tick } from "./phones/phone-message";
export type { SmsPhone } from "./phones/sms-phone";
export type { WhatsAppPhone } from "./phones/whatsapp-phone";
export { type Providers, startProviders } from "./providers";
export { AccountFile } from "./pulumi/account-file";
export { type DeployOptions, deploy } from "./pulumi/deploy";
export type { DeclaredResource, Deployment } from "./pulumi/deployment";
export { evaluate, ProgramError } from "./pulumi/evaluate";
export { ProviderOperations } from "./pulumi/provider-operations";
export { ProviderServer } from "./pulumi/provider-server";
export { readStackSettings, type StackSettings, StackSettingsError } from "./pulumi/stack-settings";
export { WabaEndpoint } from "./pulumi/waba-endpoint";
export { World } from "./world";
