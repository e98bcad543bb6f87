export { type Scope, SCOPES } from '#contracts';
